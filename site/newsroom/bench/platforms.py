"""The other sides of the channels, on loopback: they take everything at once, and note when its first bytes came."""

import itertools
import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

from .mailbox import Arrival, Mailbox

_ARTICLE = re.compile(r"/b/(\d+)/|\bb-(\d+)$")
_ASKS = ("/article/verify", "/article/getdetail")


class Platforms:
    """One server for all of them, where the first part of the path says which is meant, and one for mail."""

    def __init__(self) -> None:
        self._hanging = ""
        self._released = threading.Event()
        self._arrivals: list[Arrival] = []
        self.mailbox = Mailbox(self._arrivals)
        self._numbers = itertools.count(1)
        platforms = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                platforms._take(self, time.monotonic())

            do_POST = do_GET  # noqa: N815

            def log_message(self, *args: Any) -> None:
                """Nobody reads it."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def url(self, where: str) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/{where}"

    def arrivals(self, page_id: int) -> dict[str, float]:
        """When the first post of the page came, by platform."""
        found: dict[str, float] = {}
        for each in list(self._arrivals):
            if each.page_id == page_id:
                found.setdefault(each.where, each.at)
        return found

    def hang(self, where: str) -> None:
        """From now on that one takes what comes and says nothing."""
        self._released.clear()
        self._hanging = where

    def release(self) -> None:
        """What hangs is answered, and nothing hangs any more."""
        self._hanging = ""
        self._released.set()

    def close(self) -> None:
        self.release()
        self._server.shutdown()
        self._server.server_close()
        self.mailbox.close()

    def _take(self, handler: BaseHTTPRequestHandler, at: float) -> None:
        body = handler.rfile.read(int(handler.headers.get("content-length") or 0)).decode(errors="replace")
        told = f"{unquote(body)} {handler.headers.get('topic', '')}"
        where = handler.path.split("/")[1]
        if not any(part in handler.path for part in _ASKS) and (found := _ARTICLE.search(told)):
            self._arrivals.append(Arrival(where, int(found[1] or found[2]), at))
        if where == self._hanging:
            self._released.wait(60)
        raw = json.dumps(self._answer(where)).encode()
        handler.send_response(200)
        handler.send_header("content-type", "application/json")
        handler.send_header("content-length", str(len(raw)))
        handler.end_headers()
        handler.wfile.write(raw)

    def _answer(self, where: str) -> dict[str, Any]:
        number = str(next(self._numbers))
        if where == "telegram":
            return {"ok": True, "result": {"message_id": int(number)}}
        if where == "zalo":
            return {"error": 0, "message": "Success", "data": {"token": number, "id": number}}
        return {"id": number}
