"""What fake platforms share: a server on loopback that keeps its contract, and misbehaves when it is told to."""

import datetime as dt
import json
import threading
import time
from abc import ABC, abstractmethod
from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

from .counting import CountingServer

ASKED_WAIT = 40
"""Seconds that a platform asks for when it wants to be left alone."""

HANGS_FOR = 30

SLOW_FOR = 0.4


class Fault(StrEnum):
    """What happens to a request that would change something."""

    WAIT = "wait"
    """429, and *leave me alone for 40 seconds*."""
    FAIL = "fail"
    """500 without having done anything."""
    DROP = "drop"
    """The connection is cut before anything was done."""
    CUT = "cut"
    """It is done, and the connection cut before the answer."""
    HANG = "hang"
    """It is done, and never answered."""
    SLOW = "slow"
    """It is done, and answered late."""
    GONE = "gone"
    """The account is closed to us for good."""


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: dict[str, list[str]]
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body) if self.body else None

    @property
    def form(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(self.body.decode()).items()}


@dataclass(frozen=True)
class Answer:
    status: int = 200
    json: Any = None
    headers: dict[str, str] = field(default_factory=dict)


class HttpPlatform(ABC):
    """``plan`` holds what happens to the next requests that would change something, None for nothing; else they are done. ``done``
    are those that changed something, with their answers. ``now`` is the platform's clock. A subclass answers requests, and says
    how its faults look."""

    host = "127.0.0.1"

    def __init__(self) -> None:
        self.plan: deque[Fault | None] = deque()
        self.done: list[tuple[Request, Answer]] = []
        self.ahead = 0.0
        self.arrived = threading.Event()
        self.lock = threading.RLock()
        platform = self

        class Handler(BaseHTTPRequestHandler):
            def handle_one(self) -> None:
                platform._take(self)

            do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = handle_one  # noqa: N815

            def log_message(self, *args: Any) -> None:
                pass

        self._server = CountingServer(Handler, self.host)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> Any:
        self._thread.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def base(self) -> str:
        return f"http://{self.host}:{self._server.server_address[1]}"

    @property
    def taken(self) -> int:
        """How many requests changed something."""
        return len(self.done)

    def finish(self) -> None:
        """Waits until every request that has reached it is done or refused."""
        self._server.finish()

    def now(self) -> float:
        return time.time() + self.ahead

    def age(self, by: dt.timedelta) -> None:
        """The platform's clock goes on."""
        self.ahead += by.total_seconds()

    @abstractmethod
    def changes(self, request: Request) -> bool:
        """Whether the request would change something: only then a planned fault strikes."""

    @abstractmethod
    def answer(self, request: Request) -> Answer:
        """Does what is asked, as the platform documents it; called under ``lock``."""

    def is_done(self, answer: Answer) -> bool:
        """Whether the answer says that it was done."""
        return answer.status < 300

    @abstractmethod
    def fault(self, fault: Fault) -> Answer:
        """How ``WAIT``, ``FAIL`` and ``GONE`` look."""

    def _take(self, handler: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(handler.path)
        body = handler.rfile.read(int(handler.headers.get("content-length") or 0))
        headers = {name.lower(): value for name, value in handler.headers.items()}
        request = Request(handler.command, parts.path, parse_qs(parts.query), headers, body)
        planned = self.plan.popleft() if self.plan and self.changes(request) else None
        if planned in {Fault.WAIT, Fault.FAIL, Fault.GONE}:
            _say(handler, self.fault(planned))
            return
        if planned == Fault.DROP:
            handler.connection.close()
            return
        with self.lock:
            answer = self.answer(request)
            if self.changes(request) and self.is_done(answer):
                self.done.append((request, answer))
        self._server.taken_up(handler)
        self.arrived.set()
        if planned == Fault.CUT:
            handler.connection.close()
            return
        if planned in {Fault.HANG, Fault.SLOW}:
            time.sleep(HANGS_FOR if planned == Fault.HANG else SLOW_FOR)
        _say(handler, answer)


def _say(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    raw = json.dumps(answer.json).encode() if answer.json is not None else b""
    try:
        handler.send_response(answer.status)
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        handler.send_header("content-type", "application/json")
        handler.send_header("content-length", str(len(raw)))
        handler.end_headers()
        handler.wfile.write(raw)
    except OSError:
        # Whoever asked has gone.
        return
