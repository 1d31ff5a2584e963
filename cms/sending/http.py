"""The one way out over HTTP: a request to an address that was checked, and what each answer, or none, means for a message."""

import datetime as dt
import email.utils
import json
import logging
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx
from django.utils import timezone

from .address import Forbidden, resolve
from .outcome import Begin, Outcome

CONNECT_SECONDS = 5

DEADLINE_SECONDS = 20
"""For a whole exchange. Standard Webhooks recommends that a receiver answer within 15 to 30 seconds."""

MAX_ANSWER = 2 * 1024 * 1024
"""Bytes that are read of an answer."""

TRY_AGAIN = frozenset({408, 425, 429, 503})
"""Answers by which the other side says that it has not taken the request, and may later."""

NOBODY_KNOWS = frozenset({502, 504, 520, 522, 524})
"""A gateway that says so has lost sight of the request: it may have been taken behind it."""

# It logs every address that it asks, and secrets are part of some.
logging.getLogger("httpx").setLevel(logging.WARNING)


class Unanswered(Exception):
    """No answer came. ``outcome`` says what that means for a message, ``begun`` whether the request may have been taken. The
    words hold no address."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.detail)
        self.outcome = outcome

    @property
    def begun(self) -> bool:
        return self.outcome.state == "unknown"


@dataclass(frozen=True)
class Reply:
    """What the other side answered; the body is out of its ``repr``, since tokens come in answers."""

    code: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    def json(self) -> Any:
        """The body's JSON; None where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


def ask(method: str, url: str, begin: Begin = lambda: None, *, typed: bool = True, **request: Any) -> Reply:
    """Makes one request; ``request`` is what httpx takes (``json``, ``content``, ``data``, ``files``, ``params``, ``headers``).

    ``typed``: somebody entered the address in the admin, so it must lead into no private network; the name is looked up once, and
    what was checked is what is connected to. Addresses of the settings are the operator's own. Redirects are never followed.
    Raises ``Unanswered``, and what ``begin`` raises.
    """
    request["headers"] = {"Connection": "close", **request.get("headers", {})}
    with _Line(url, typed=typed) as line:
        return line.ask(method, url, begin, **request)


class Lines:
    """Asks as `ask` does, and keeps the connection to each host for the next request there. For one thread, and for the length of
    one round of sending: so long a name leads where it was found first. Close it."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str], _Line] = {}

    def ask(self, method: str, url: str, begin: Begin = lambda: None, **request: Any) -> Reply:
        parts = urlsplit(url)
        # The certificate is checked for one name: another name at the same address gets a connection of its own.
        origin = parts.scheme, parts.netloc
        if origin not in self._lines:
            self._lines[origin] = _Line(url, typed=True)
        try:
            return self._lines[origin].ask(method, url, begin, **request)
        except Unanswered:
            self._lines.pop(origin).close()
            raise

    def close(self) -> None:
        while self._lines:
            self._lines.popitem()[1].close()


class _Line:
    """A way to one host: found, checked, and gone over again as long as the other side leaves it open."""

    def __init__(self, url: str, *, typed: bool) -> None:
        self._ip, self._headers, self._extensions = _pinned(url) if typed else ("", {}, {})
        timeout = httpx.Timeout(DEADLINE_SECONDS, connect=CONNECT_SECONDS)
        limits = httpx.Limits(max_connections=1)
        self._client = httpx.Client(trust_env=not typed, follow_redirects=False, timeout=timeout, limits=limits)
        self._socket: socket.socket | None = None

    def __enter__(self) -> "_Line":
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def close(self) -> None:
        self._client.close()

    def ask(self, method: str, url: str, begin: Begin, **request: Any) -> Reply:
        exchange = Exchange(begin, DEADLINE_SECONDS, self._socket)
        extensions = {**self._extensions, "trace": exchange.trace}
        # A packed answer grows when it is opened, as large as whoever packed it likes.
        request["headers"] = {"Accept-Encoding": "identity", **request.get("headers", {}), **self._headers}
        try:
            where = httpx.URL(url).copy_with(host=self._ip) if self._ip else httpx.URL(url)
            with exchange, self._client.stream(method, where, extensions=extensions, **request) as response:
                return Reply(response.status_code, response.headers, _read(response))
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            state = "unknown" if exchange.begun else "retry"
            raise Unanswered(Outcome(state, f"connection:{type(error).__name__}", holds_queue=True)) from None
        finally:
            self._socket = exchange.socket


def outcome_of(reply: Reply, *, knows_repetition: bool = False) -> Outcome:
    """What an answer means for the one question: has it been taken? ``knows_repetition``: the other side knows a message again that
    it has taken, so that a fault of its own is a reason to try again."""
    code, said = reply.code, f"HTTP {reply.code}"
    if 200 <= code < 300:
        return Outcome("delivered", said)
    if code in NOBODY_KNOWS:
        return Outcome("unknown", said)
    if code in TRY_AGAIN or (code >= 500 and knows_repetition):
        return Outcome("retry", said, after=asked_wait(reply.headers.get("retry-after", "")), holds_queue=True)
    # It may have taken the message before it failed.
    return Outcome("unknown" if code >= 500 else "refused", said)


def _pinned(url: str) -> tuple[str, dict[str, str], dict[str, Any]]:
    """The name's checked IP address, to be put in place of the name, and what tells the name to the other side."""
    try:
        parts, ip = resolve(url)
    except Forbidden as error:
        raise Unanswered(Outcome("refused", str(error))) from None
    except (OSError, UnicodeError) as error:
        raise Unanswered(Outcome("retry", f"name:{type(error).__name__}", holds_queue=True)) from None
    return str(ip), {"Host": parts.netloc.rpartition("@")[2]}, {"sni_hostname": parts.hostname}


def _read(response: httpx.Response) -> bytes:
    """The body; nothing of one that is packed although nobody asked for that."""
    body = bytearray()
    if response.headers.get("content-encoding", "identity").lower() not in {"", "identity"}:
        return b""
    for chunk in response.iter_raw():
        body += chunk
        if len(body) > MAX_ANSWER:
            break
    return bytes(body)


class Exchange:
    """Watches one request: calls ``begin`` when its first byte is about to leave, and cuts it off after so many seconds.

    Give ``trace`` to httpx as the extension of that name.
    """

    def __init__(self, begin: Begin, seconds: float, kept: socket.socket | None = None) -> None:
        self.begun = False
        self.socket = kept
        """That of a connection that is gone over again, or else of the one that was made."""
        self._begin = begin
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *exc_info: object) -> None:
        self._timer.cancel()

    def trace(self, event: str, info: dict[str, Any]) -> None:
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            self.socket = info["return_value"].get_extra_info("socket")
        elif event == "http11.send_request_headers.started" and info["request"].method != b"CONNECT":
            # Where a proxy leads there, it is asked for the way first.
            self._begin()
            self.begun = True

    def _cut(self) -> None:
        if self.socket is not None:
            try:
                self.socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


def asked_wait(value: str) -> dt.timedelta | None:
    """What ``Retry-After`` asks for, as seconds or as a date (RFC 9110, 10.2.3)."""
    if value.isascii() and value.isdigit():
        return dt.timedelta(seconds=min(int(value[:9]), 10**8))
    try:
        until = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(until.replace(tzinfo=until.tzinfo or dt.UTC) - timezone.now(), dt.timedelta(0))
