"""The Bot API, as far as the newsroom needs it (core.telegram.org/bots/api): one request, and what each answer means."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from . import http
from .http import NOBODY_KNOWS, Reply
from .outcome import Begin, Outcome

MAX_TEXT = 4096
"""Characters of a message (*sendMessage*), in units of UTF-16."""

MAX_CAPTION = 1024
"""Characters of the words under a photo (*sendPhoto*), in units of UTF-16."""

TOO_MANY, FORBIDDEN = 429, 403

# A wrong or recalled token: what waits goes out when it has been put right.
_NOT_OURS = frozenset({401, 404})


@dataclass(frozen=True)
class Answer:
    """What the Bot API said: ``code`` is the status, ``after`` the wait that it asks for."""

    ok: bool
    code: int
    result: Any = None
    description: str = ""
    after: dt.timedelta | None = None

    def said(self) -> str:
        """The answer in short, for the ledger."""
        return f"HTTP {self.code} {self.description}".strip()[:300]


def characters(text: str) -> int:
    """How long Telegram takes a text to be: in units of UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def ask(token: str, method: str, request: dict[str, Any], begin: Begin = lambda: None) -> Answer:
    """Asks the Bot API. Raises ``Unanswered``."""
    address = f"{settings.TELEGRAM_API_BASE}/bot{token}/{method}"
    return _answer(http.ask("POST", address, begin, typed=False, json=request))


def outcome_of(answer: Answer) -> Outcome:
    """What an answer means for the one question: has it been taken?"""
    said = answer.said()
    if answer.ok:
        message = answer.result.get("message_id", "") if isinstance(answer.result, dict) else ""
        return Outcome("delivered", f"message {message}", remote_id=str(message))
    if answer.code == FORBIDDEN:
        return Outcome("refused", said, recipient_gone=True)
    # An answer of 200 that can't be read was given by nobody knows whom.
    if answer.code in NOBODY_KNOWS or answer.code == 200:
        return Outcome("unknown", said)
    if answer.code == TOO_MANY or answer.code in _NOT_OURS or answer.code >= 500:
        return Outcome("retry", said, after=answer.after, holds_queue=True, locked_out=answer.code in _NOT_OURS)
    return Outcome("refused", said)


def _answer(reply: Reply) -> Answer:
    said = reply.json()
    if not isinstance(said, dict):
        return Answer(ok=False, code=reply.code)
    parameters = said.get("parameters")
    seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return Answer(
        ok=said.get("ok") is True and reply.code == 200,
        code=reply.code,
        result=said.get("result"),
        description=str(said.get("description", "")),
        after=dt.timedelta(seconds=seconds) if isinstance(seconds, int) else None,
    )
