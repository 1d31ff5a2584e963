"""Linking a member's Telegram: a code that works once and for minutes, sent to the bot from the account that is to be linked.

So nobody types a number that might be another's, and the newsroom learns only the chat of who asked for it. The bot answers
nobody, and listens only while somebody has a code.
"""

import datetime as dt
import hashlib
import logging
import re
import secrets
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.sending.http import Unanswered
from cms.trail.record import record

from ..door import notify
from ..models import NoticePreferences, TelegramAccount
from .bot import Bot

if TYPE_CHECKING:
    from cms.staff.models import User

log = logging.getLogger("newsroom.notices")

CODE_WITHIN = dt.timedelta(minutes=10)
ROUNDS = 10
"""How often a poll asks for more: a hundred messages each, should strangers write to the bot."""

_CODE = re.compile(r"(?:/start(?:@\w+)?\s+)?([\w-]{16,64})", re.ASCII)


def offer_code(user: "User") -> str:
    """A new code for the member, to be shown this once; an earlier one stops working."""
    code = secrets.token_urlsafe(16)
    TelegramAccount.objects.update_or_create(
        user=user, defaults={"code_digest": _digest(code), "code_until": timezone.now() + CODE_WITHIN}
    )
    return code


def chat_address(code: str) -> str:
    """The link that opens the bot's chat with the code filled in; empty where the operator has not named the bot."""
    name = settings.TELEGRAM_STAFF_BOT_NAME
    return f"https://t.me/{name}?start={code}" if name else ""


@transaction.atomic
def unlink(user: "User") -> None:
    """Forgets the member's Telegram account."""
    if TelegramAccount.objects.filter(user=user).delete()[0]:
        record("telegram.unlinked", actor=user, subject=f"user:{user.pk}")


@transaction.atomic
def lose(user: "User") -> None:
    """The member has blocked the bot: Telegram is switched off for them, and the admin says so."""
    NoticePreferences.objects.update_or_create(user=user, defaults={"telegram": NoticePreferences.How.NEVER})
    notify("telegram_lost", [user])
    record("telegram.lost", subject=f"user:{user.pk}")


def poll() -> int:
    """Links whoever has sent the bot their code; how many. Asks Telegram only while somebody has a code."""
    if not Bot.is_set_up() or not _open(timezone.now()).exists():
        return 0
    bot, offset, linked = Bot(), 0, 0
    for _round in range(ROUNDS):
        try:
            updates = bot.updates(offset)
        except Unanswered as error:
            log.warning("The Telegram bot was not answered: %s", error)
            break
        if not updates:
            break
        for update in updates:
            linked += _take(update.get("message"))
            offset = max(offset, int(update["update_id"]) + 1)
    return linked


def _take(message: Any) -> bool:
    """Links the account that a message comes from, if it says a code. A code said in a group would send drafts' headlines there."""
    if not isinstance(message, dict) or not isinstance(message.get("text"), str):
        return False
    chat, sender = message.get("chat") or {}, message.get("from") or {}
    found = _CODE.fullmatch(message["text"].strip())
    if found is None or chat.get("type") != "private" or chat.get("id") != sender.get("id"):
        return False
    return _link(_digest(found[1]), int(chat["id"]), _name(sender))


@transaction.atomic
def _link(digest: str, chat_id: int, name: str) -> bool:
    now = timezone.now()
    account = _open(now).filter(code_digest=digest, user__is_active=True).select_related("user").first()
    if account is None:
        return False
    open_still = _open(now).filter(pk=account.pk, code_digest=digest)
    values = {"chat_id": chat_id, "shown_as": name, "linked_at": now, "code_digest": "", "code_until": None}
    if not open_still.update(**values):
        return False
    off = NoticePreferences.objects.filter(user=account.user_id, telegram=NoticePreferences.How.NEVER)
    off.update(telegram=NoticePreferences.How.AT_ONCE)
    notify("telegram_linked", [account.user], account=name)
    record("telegram.linked", actor=account.user, subject=f"user:{account.user_id}")
    return True


def _open(now: dt.datetime) -> Any:
    return TelegramAccount.objects.filter(code_until__gt=now).exclude(code_digest="")


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _name(sender: dict[str, Any]) -> str:
    """How the member knows the account again: its user name, else the name it shows."""
    if sender.get("username"):
        return f"@{sender['username']}"[:80]
    return " ".join(str(sender.get(part) or "") for part in ("first_name", "last_name")).strip()[:80]
