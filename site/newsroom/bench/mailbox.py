"""A reader's mail server, on loopback: it takes every mail, and notes when its first command came."""

import email
import re
import socketserver
import threading
import time
from dataclasses import dataclass
from email import policy
from typing import Any

_ARTICLE = re.compile(r"/b/(\d+)/")


@dataclass(frozen=True)
class Arrival:
    """Where a post came, of which page, and when (``time.monotonic``)."""

    where: str
    page_id: int
    at: float


class Mailbox:
    """As much of RFC 5321 as a client needs that sends mails without extensions. What it takes is noted in ``arrivals``."""

    def __init__(self, arrivals: list[Arrival]) -> None:
        self._arrivals = arrivals
        mailbox = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                mailbox._talk(self)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _talk(self, connection: Any) -> None:
        connection.wfile.write(b"220 bench\r\n")
        began = time.monotonic()
        for line in connection.rfile:
            verb = line[:4].upper()
            if verb == b"QUIT":
                connection.wfile.write(b"221 bye\r\n")
                return
            if verb == b"MAIL":
                began = time.monotonic()
            if verb == b"DATA":
                connection.wfile.write(b"354 go on\r\n")
                self._take(b"".join(iter(connection.rfile.readline, b".\r\n")), began)
            connection.wfile.write(b"250 ok\r\n")

    def _take(self, raw: bytes, at: float) -> None:
        text = email.message_from_bytes(raw, policy=policy.default).get_body(("plain",))
        if text is not None and (found := _ARTICLE.search(text.get_content())):
            self._arrivals.append(Arrival("email", int(found[1]), at))
