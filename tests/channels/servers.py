"""A real mail server and a real partner on loopback, which misbehave on request."""

import asyncio
import socket
import threading
import time
from collections import deque
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from standardwebhooks.webhooks import Webhook

from .platforms.counting import CountingServer


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class MailServer:
    """``plan`` holds what happens to the next mails: ``accept`` when it is empty.

    ``550``/``451`` refuse the recipient, ``552-data``/``451-data`` the message, ``cut-rcpt`` and ``cut-data`` drop the
    connection, ``hang`` takes the message and answers nothing for a while, ``slow`` takes it and answers late.
    """

    def __init__(self) -> None:
        self.plan: deque[str] = deque()
        self.mails: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.recipients: list[str] = []
        self.senders: list[str] = []
        self.connections = 0
        self.arrived = threading.Event()
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)

    def __enter__(self) -> "MailServer":
        self._controller.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._controller.stop()

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, lines: list[str]
    ) -> Any:
        session.host_name = hostname
        self.connections += 1
        return lines

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:  # noqa: N802
        step = self.plan[0] if self.plan else "accept"
        if step in {"550", "451"}:
            self.plan.popleft()
            return {"550": f"550 5.1.1 <{address}>: no such user", "451": "451 4.7.1 Greylisted"}[step]
        if step == "cut-rcpt":
            self.plan.popleft()
            server.transport.abort()
            return "421 bye"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        step = self.plan.popleft() if self.plan else "accept"
        if step in {"552-data", "451-data"}:
            return {"552-data": "552 5.3.4 Too big", "451-data": "451 4.3.0 Try later"}[step]
        content = bytes(envelope.content or b"")
        self.raw.append(content)
        self.mails.append(message_from_bytes(content, policy=policy.default))  # type: ignore[arg-type]
        self.recipients.extend(envelope.rcpt_tos)
        self.senders.append(str(envelope.mail_from))
        self.arrived.set()
        if step == "cut-data":
            server.transport.abort()
        if step in {"hang", "slow"}:
            await asyncio.sleep(30 if step == "hang" else 1)
        return "250 2.0.0 queued as 4bXyz"


class Partner:
    """``plan`` holds what the next requests get: a status, ``hang``, ``slow``, ``cut``, ``drop``, ``drip`` or
    ``redirect``; else 202."""

    def __init__(self) -> None:
        self.plan: deque[Any] = deque()
        self.secrets: dict[str, str] = {}
        self.requests: list[dict[str, Any]] = []
        self.arrived = threading.Event()
        partner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                partner._take(self)

            def log_message(self, *args: Any) -> None:
                pass

        self._server = CountingServer(Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> "Partner":
        self._thread.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    def url(self, path: str = "/nhan") -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}{path}"

    def finish(self) -> None:
        """Waits until every request that has reached it is taken or refused."""
        self._server.finish()

    def bodies(self) -> list[Any]:
        return [request["body"] for request in self.requests]

    def _take(self, handler: BaseHTTPRequestHandler) -> None:
        raw = handler.rfile.read(int(handler.headers["content-length"]))
        headers = {name.lower(): value for name, value in handler.headers.items()}
        body = Webhook(self.secrets[handler.path]).verify(raw, headers)
        step = self.plan.popleft() if self.plan else 202
        taken = step in (202, "cut", "hang", "drip", "slow")
        self.requests.append({"path": handler.path, "raw": raw, "headers": headers, "body": body, "taken": taken})
        self._server.taken_up(handler)
        self.arrived.set()
        if step == "slow":
            time.sleep(0.4)
            step = 202
        if step in ("cut", "drop"):
            handler.connection.close()
        elif step == "hang":
            time.sleep(30)
        elif step == "drip":
            for byte in b"HTTP/1.1 200 OK\r\n" + b"x-a: b\r\n" * 500:
                handler.wfile.write(bytes([byte]))
                handler.wfile.flush()
                time.sleep(0.1)
        else:
            status, extra = (307, {"location": self.url("/khac")}) if step == "redirect" else (step, {})
            if isinstance(status, tuple):
                status, extra = status
            handler.send_response(status)
            for name, value in extra.items():
                handler.send_header(name, value)
            handler.send_header("content-length", "0")
            handler.end_headers()
