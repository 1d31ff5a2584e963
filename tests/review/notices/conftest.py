from collections.abc import Callable, Iterator
from typing import Any

import pytest

from cms.review.notices.models import Notice, TelegramAccount
from cms.staff.models import User
from tests.channels.conftest import mail_server

from .bot_api import TOKEN, BotApi

__all__ = ["mail_server"]


@pytest.fixture
def bot_api(settings: Any) -> Iterator[BotApi]:
    """The Bot API of the settings."""
    with BotApi() as api:
        settings.TELEGRAM_API_BASE, settings.TELEGRAM_STAFF_BOT_TOKEN = api.base, TOKEN
        yield api


@pytest.fixture
def told() -> Callable[..., list[str]]:
    """Gives the kinds of all that a member was told, oldest first."""

    def kinds(user: User, *, unread: bool = False) -> list[str]:
        notices = Notice.objects.filter(recipient=user, **({"read_at": None} if unread else {}))
        return list(notices.order_by("pk").values_list("kind", flat=True))

    return kinds


@pytest.fixture
def linked() -> Callable[[User], TelegramAccount]:
    """Links a member's Telegram."""
    return lambda user: TelegramAccount.objects.create(user=user, chat_id=4000 + user.pk, shown_as=f"@{user.username}")
