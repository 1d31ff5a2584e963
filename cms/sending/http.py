"""One request over HTTP, watched: when its first byte is about to leave, and that it does not last for ever."""

import datetime as dt
import email.utils
import socket
import threading
from typing import Any

from django.utils import timezone

from .outcome import Begin

CONNECT_SECONDS = 5

TRY_AGAIN = frozenset({408, 425, 429})
"""Answers by which the other side says that it has not taken the request, and may later."""

NOBODY_KNOWS = frozenset({502, 504, 520, 522, 524})
"""A gateway that says so has lost sight of the request: it may have been taken behind it."""


class Exchange:
    """Watches one request: calls ``begin`` when its first byte is about to leave, and cuts it off after so many seconds.

    Give ``trace`` to httpx as the extension of that name.
    """

    def __init__(self, begin: Begin, seconds: float) -> None:
        self.begun = False
        self._begin = begin
        self._socket: socket.socket | None = None
        self._timer = threading.Timer(seconds, self._cut)
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


def asked_wait(value: str) -> dt.timedelta | None:
    """What ``Retry-After`` asks for, as seconds or as a date (RFC 9110, 10.2.3)."""
    if value.isascii() and value.isdigit():
        return dt.timedelta(seconds=min(int(value[:9]), 10**8))
    try:
        until = email.utils.parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(until.replace(tzinfo=until.tzinfo or dt.UTC) - timezone.now(), dt.timedelta(0))
