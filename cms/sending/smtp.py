"""A conversation with a mail server, told apart by what each failure means for the one question: has it taken the message?"""

import re
import smtplib
import time
from typing import cast

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import SafeMIMEMultipart, sanitize_address

from .outcome import Begin, Outcome

MESSAGES_A_CONNECTION = 50
SECONDS_A_CONNECTION = 100
"""A connection is kept between mails, but not for long: servers limit both."""


class Conversation:
    """Sends mails through the mail server of the settings. After a server could not be reached it is left alone."""

    def __init__(self) -> None:
        self._backend = get_connection()
        self._sent = 0
        self._opened_at = 0.0
        self._unreachable = ""

    def send(self, message: EmailMultiAlternatives, begin: Begin, return_to: str = "") -> Outcome:
        """Sends one mail; ``return_to`` is where it comes back to, where that is not its sender."""
        if not isinstance(self._backend, EmailBackend):
            begin()
            self._backend.send_messages([message])
            return Outcome("delivered", "handed over")
        data = cast("SafeMIMEMultipart", message.message()).as_bytes(linesep="\r\n")
        try:
            smtp = self._connection(self._backend)
        except (OSError, smtplib.SMTPException) as error:
            self._unreachable = self._unreachable or _of_error(error)
            self.close()
            return Outcome("retry", self._unreachable, holds_queue=True)
        begin()
        self._sent += 1
        sender = sanitize_address(return_to or message.from_email, "utf-8")
        outcome, usable = _transmit(smtp, sender, sanitize_address(message.to[0], "utf-8"), data)
        if not usable:
            self.close()
        return outcome

    def close(self) -> None:
        if isinstance(self._backend, EmailBackend):
            smtp, self._backend.connection = self._backend.connection, None
            if smtp is not None:
                _part(smtp)

    def _connection(self, backend: EmailBackend) -> smtplib.SMTP:
        if self._unreachable:
            raise smtplib.SMTPException(self._unreachable)
        old = self._sent >= MESSAGES_A_CONNECTION or time.monotonic() - self._opened_at > SECONDS_A_CONNECTION
        if backend.connection and (old or not _alive(backend.connection)):
            self.close()
        fresh = backend.open()
        smtp = backend.connection
        if smtp is None:
            raise smtplib.SMTPException("no connection")
        if fresh:
            self._sent, self._opened_at = 0, time.monotonic()
            smtp.ehlo_or_helo_if_needed()
        return smtp


def _transmit(smtp: smtplib.SMTP, sender: str, recipient: str, data: bytes) -> tuple[Outcome, bool]:
    """The outcome, and whether the connection can be used again."""
    try:
        options = ["body=8bitmime"] if smtp.has_extn("8bitmime") else []
        for said in (
            lambda: smtp.mail(sender, options),
            lambda: smtp.rcpt(recipient),
            lambda: smtp.docmd("DATA"),
        ):
            code, reply = said()
            if code not in {250, 251, 354}:
                return _refusal(code, reply), _reset(smtp, code)
    except (OSError, smtplib.SMTPException) as error:
        # The server has not seen the message: it can't have taken it.
        return Outcome("retry", _of_error(error)), False
    try:
        smtp.send(re.sub(rb"(?m)^\.", b"..", data.rstrip(b"\r\n")) + b"\r\n.\r\n")
        code, reply = smtp.getreply()
    except (OSError, smtplib.SMTPException) as error:
        return Outcome("unknown", _of_error(error)), False
    if 200 <= code < 300:
        return Outcome("delivered", _said(code, reply)), True
    if 400 <= code < 600:
        return _refusal(code, reply), code != 421
    return Outcome("unknown", _said(code, reply)), False


def _refusal(code: int, reply: bytes) -> Outcome:
    return Outcome("refused" if 500 <= code < 600 else "retry", _said(code, reply))


def _part(smtp: smtplib.SMTP) -> None:
    try:
        smtp.quit()
    except (OSError, smtplib.SMTPException):
        smtp.close()


def _reset(smtp: smtplib.SMTP, code: int) -> bool:
    return code != 421 and smtp.rset()[0] == 250


def _alive(smtp: smtplib.SMTP) -> bool:
    try:
        return smtp.noop()[0] == 250
    except (OSError, smtplib.SMTPException):
        return False


def _said(code: int, reply: bytes) -> str:
    """What the server said, without anybody's address."""
    text = re.sub(r"<?[^\s<>]+@[^\s<>]+>?", "<…>", reply.decode("utf-8", "replace"))
    return f"{code} {' '.join(text.split())}"[:300]


def _of_error(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        reply = error.smtp_error
        return _said(error.smtp_code, reply if isinstance(reply, bytes) else str(reply).encode())
    return str(error) if type(error) is smtplib.SMTPException else f"connection:{type(error).__name__}"
