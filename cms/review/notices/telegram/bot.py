"""The Bot API, as far as the newsroom needs it (core.telegram.org/bots/api)."""

import datetime as dt
import logging
from dataclasses import dataclass, field
from typing import Any

import httpx
from django.conf import settings

from cms.sending.http import CONNECT_SECONDS, NOBODY_KNOWS, Exchange
from cms.sending.outcome import Begin, Outcome

DEADLINE_SECONDS = 20

# It logs every address that it asks, and the token is part of ours.
logging.getLogger("httpx").setLevel(logging.WARNING)

# A wrong or recalled token: what waits goes out when the operator has put it right.
_NOT_OURS = frozenset({401, 404})
_TOO_MANY, _FORBIDDEN = 429, 403


class BotSilent(Exception):
    """The Bot API gave no answer; ``begun`` says whether it may have taken the request."""

    def __init__(self, detail: str, *, begun: bool) -> None:
        super().__init__(detail)
        self.begun = begun


@dataclass(frozen=True)
class Answer:
    """What the Bot API said: ``code`` is the status, ``after`` the wait that it asks for."""

    ok: bool
    code: int
    result: Any = None
    description: str = ""
    after: dt.timedelta | None = None


@dataclass
class Bot:
    """The newsroom's bot. After it was told to wait it asks for nothing more."""

    _resting: Outcome | None = field(default=None, init=False)

    @staticmethod
    def is_set_up() -> bool:
        return bool(settings.TELEGRAM_STAFF_BOT_TOKEN)

    def send_message(self, chat_id: int, text: str, begin: Begin) -> Outcome:
        """Writes plain text to a private chat."""
        if self._resting is not None:
            return self._resting
        # No preview: Telegram would fetch the admin's address for it.
        request = {"chat_id": chat_id, "text": text, "link_preview_options": {"is_disabled": True}}
        try:
            answer = self._ask("sendMessage", request, begin)
        except BotSilent as error:
            return Outcome("unknown" if error.begun else "retry", str(error))
        outcome = _outcome(answer)
        if answer.code == _TOO_MANY:
            self._resting = outcome
        return outcome

    def updates(self, offset: int) -> list[dict[str, Any]]:
        """What was written to the bot and is not confirmed yet; an ``offset`` confirms all before it. Raises ``BotSilent``."""
        request = {"offset": offset, "limit": 100, "timeout": 0, "allowed_updates": ["message"]}
        answer = self._ask("getUpdates", request, lambda: None)
        if not answer.ok or not isinstance(answer.result, list):
            raise BotSilent(_said(answer), begun=True)
        return answer.result

    def _ask(self, method: str, request: dict[str, Any], begin: Begin) -> Answer:
        # The token is part of the address: no address of it may get into a log or a row.
        address = f"{settings.TELEGRAM_API_BASE}/bot{settings.TELEGRAM_STAFF_BOT_TOKEN}/{method}"
        exchange = Exchange(begin, DEADLINE_SECONDS)
        timeout = httpx.Timeout(DEADLINE_SECONDS, connect=CONNECT_SECONDS)
        try:
            with httpx.Client(follow_redirects=False, timeout=timeout) as client, exchange:
                response = client.post(address, json=request, extensions={"trace": exchange.trace})
        except httpx.HTTPError as error:
            raise BotSilent(f"connection:{type(error).__name__}", begun=exchange.begun) from None
        return _answer(response)


def _answer(response: httpx.Response) -> Answer:
    try:
        said = response.json()
    except ValueError:
        said = None
    if not isinstance(said, dict):
        return Answer(ok=False, code=response.status_code)
    parameters = said.get("parameters")
    seconds = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return Answer(
        ok=said.get("ok") is True and response.status_code == 200,
        code=response.status_code,
        result=said.get("result"),
        description=str(said.get("description", "")),
        after=dt.timedelta(seconds=seconds) if isinstance(seconds, int) else None,
    )


def _outcome(answer: Answer) -> Outcome:
    said = _said(answer)
    if answer.ok:
        message = answer.result.get("message_id", "") if isinstance(answer.result, dict) else ""
        return Outcome("delivered", f"message {message}")
    if answer.code == _FORBIDDEN:
        return Outcome("refused", said, recipient_gone=True)
    # An answer of 200 that can't be read was given by nobody knows whom.
    if answer.code in NOBODY_KNOWS or answer.code == 200:
        return Outcome("unknown", said)
    if answer.code == _TOO_MANY or answer.code in _NOT_OURS or answer.code >= 500:
        return Outcome("retry", said, after=answer.after)
    return Outcome("refused", said)


def _said(answer: Answer) -> str:
    return f"HTTP {answer.code} {answer.description}".strip()[:300]
