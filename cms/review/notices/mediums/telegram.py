"""Notices by Telegram: plain text from the newsroom's bot.

A message says what happened and names the headline, no more: it lies on the servers of a company outside the newsroom and shows on
locked screens, where a draft has no business. The text itself is behind the link, and the link behind the sign-in.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import ngettext, override

from cms.sending.outcome import Begin, Outcome
from cms.sending.telegram import MAX_TEXT, characters

from ..models import TelegramAccount
from ..telegram.bot import Bot
from ..telegram.linking import lose
from ..words import address_of, language_of, list_address, sentence_of
from .base import Courier, Letter, Medium

if TYPE_CHECKING:
    from cms.staff.models import User


class Telegram(Medium):
    code = "telegram"

    def ready(self) -> bool:
        return Bot.is_set_up()

    def reaches(self, user_ids: Iterable[int]) -> set[int]:
        linked = TelegramAccount.objects.filter(user__in=list(user_ids)).exclude(chat_id=None)
        return set(linked.values_list("user_id", flat=True))

    def courier(self) -> Courier:
        return _TelegramCourier()

    def lost(self, user: "User") -> None:
        lose(user)


class _TelegramCourier(Courier):
    def __init__(self) -> None:
        self._bot = Bot()

    def send(self, letter: Letter, begin: Begin) -> Outcome:
        account = TelegramAccount.objects.exclude(chat_id=None).get(user=letter.recipient)
        return self._bot.send_message(account.chat_id or 0, text_of(letter), begin)


def text_of(letter: Letter) -> str:
    """The message, in the language of its recipient. What does not fit is in the admin, and the end says how much that is."""
    with override(language_of(letter.recipient)):
        told = [f"{sentence_of(notice)}\n{address_of(notice)}" for notice in letter.notices]
        for shown in range(len(told), -1, -1):
            parts = told[:shown]
            if rest := len(told) - shown:
                more = ngettext("%(count)d more notice:", "%(count)d more notices:", rest) % {"count": rest}
                parts = [*parts, f"{more}\n{list_address()}"]
            text = "\n\n".join(parts)
            if characters(text) <= MAX_TEXT:
                return text
    raise ValueError("Not even the link to the list fits into a message.")
