"""The bot that brings notices to the staff."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from cms.sending.http import Unanswered
from cms.sending.outcome import Begin, Outcome
from cms.sending.telegram import TOO_MANY, ask, outcome_of


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
            answer = ask(settings.TELEGRAM_STAFF_BOT_TOKEN, "sendMessage", request, begin)
        except Unanswered as error:
            return error.outcome
        outcome = outcome_of(answer)
        if answer.code == TOO_MANY:
            self._resting = outcome
        return outcome

    def updates(self, offset: int) -> list[dict[str, Any]]:
        """What was written to the bot and is not confirmed yet; an ``offset`` confirms all before it. Raises ``Unanswered``."""
        request = {"offset": offset, "limit": 100, "timeout": 0, "allowed_updates": ["message"]}
        answer = ask(settings.TELEGRAM_STAFF_BOT_TOKEN, "getUpdates", request)
        if not answer.ok or not isinstance(answer.result, list):
            raise Unanswered(Outcome("unknown", answer.said()))
        return answer.result
