"""One request to a partner, told apart by what each failure means for the one question: has it been taken?"""

import datetime as dt
import email.utils
import socket
import threading
from typing import Any

import httpx
from django.utils import timezone

from ..channel import Begin, Outcome
from .address import Forbidden, resolve

CONNECT_SECONDS = 5
DEADLINE_SECONDS = 20
"""For the whole exchange. Standard Webhooks recommends that a receiver answer within 15 to 30 seconds."""

MAX_BODY = 5 * 1024 * 1024
"""Bytes. An article without its pictures is far below; what is above is a mistake."""

_TRY_AGAIN = frozenset({408, 425, 429})
# A gateway that says so has lost sight of the request: it may have been taken behind it.
_NOBODY_KNOWS = frozenset({502, 504, 520, 522, 524})


def post(url: str, body: bytes, headers: dict[str, str], begin: Begin) -> Outcome:
    """Posts the body. Redirects are not followed, and no proxy of the environment is used."""
    if len(body) > MAX_BODY:
        return Outcome("refused", "body_too_large")
    try:
        parts, ip = resolve(url)
    except Forbidden as error:
        return Outcome("refused", str(error))
    except (OSError, UnicodeError) as error:
        return Outcome("retry", f"name:{type(error).__name__}")
    pinned = httpx.URL(url).copy_with(host=str(ip))
    headers = headers | {"Host": parts.netloc.rpartition("@")[2], "Connection": "close"}
    exchange = _Exchange(begin)
    extensions: dict[str, Any] = {"trace": exchange.trace, "sni_hostname": parts.hostname}
    timeout = httpx.Timeout(DEADLINE_SECONDS, connect=CONNECT_SECONDS)
    try:
        with (
            httpx.Client(trust_env=False, follow_redirects=False, timeout=timeout) as client,
            exchange,
            client.stream("POST", pinned, content=body, headers=headers, extensions=extensions) as response,
        ):
            return _outcome(response)
    except httpx.HTTPError as error:
        return Outcome("unknown" if exchange.begun else "retry", f"connection:{type(error).__name__}")


class _Exchange:
    """Watches one request: says when its first byte is about to leave, and ends it at the deadline."""

    def __init__(self, begin: Begin) -> None:
        self.begun = False
        self._begin = begin
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(DEADLINE_SECONDS, self._cut)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *exc_info: object) -> None:
        self._timer.cancel()

    def trace(self, event: str, info: dict[str, Any]) -> None:
        if event in {"connection.connect_tcp.complete", "connection.start_tls.complete"}:
            self._socket = info["return_value"].get_extra_info("socket")
        elif event == "http11.send_request_headers.started":
            self._begin()
            self.begun = True

    def _cut(self) -> None:
        if self._socket is not None:
            try:
                self._socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


def _outcome(response: httpx.Response) -> Outcome:
    code = response.status_code
    said = f"HTTP {code}"
    if 200 <= code < 300:
        return Outcome("delivered", said)
    if code == 410:
        return Outcome("refused", said, recipient_gone=True)
    if code in _NOBODY_KNOWS:
        return Outcome("unknown", said)
    if code in _TRY_AGAIN or code >= 500:
        return Outcome("retry", said, after=_asked_wait(response.headers.get("retry-after", "")))
    return Outcome("refused", said)


def _asked_wait(value: str) -> dt.timedelta | None:
    """What ``Retry-After`` asks for, as seconds or as a date (RFC 9110, 10.2.3)."""
    if value.isascii() and value.isdigit():
        return dt.timedelta(seconds=min(int(value[:9]), 10**8))
    try:
        until = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(until.replace(tzinfo=until.tzinfo or dt.UTC) - timezone.now(), dt.timedelta(0))
