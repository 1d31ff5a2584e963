import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import timezone

from cms.channels.accounts import keep_credentials
from cms.channels.models import Account, Rule
from cms.channels.vault import Credentials
from cms.text.dates import ZONE
from tests.channels.platforms.telegram import CHAT, TOKEN, Telegram
from tests.factories.channels import make_manager


@pytest.fixture
def telegram(settings) -> Iterator[Telegram]:
    with Telegram() as platform:
        settings.TELEGRAM_API_BASE = platform.base
        yield platform


@pytest.fixture
def account(db) -> Account:
    one = Account.objects.create(channel="telegram", name="Kênh Đại hội", address=CHAT)
    keep_credentials(one, Credentials(token=TOKEN), make_manager())
    Account.objects.filter(pk=one.pk).update(active=True)
    return one


def a_rule(channel: str = "telegram", **fields: Any) -> Rule:
    """A rule that has held since yesterday."""
    groups, sections = fields.pop("senders", []), fields.pop("sections", [])
    since = fields.pop("valid_from", timezone.now() - dt.timedelta(days=1))
    rule = Rule.objects.create(channel=channel, valid_from=since, **fields)
    rule.senders.set(groups)
    rule.sections.set(sections)
    return rule


def tomorrow(hour: int, minute: int = 0) -> dt.datetime:
    """That hour of tomorrow by the clock of Ho Chi Minh City."""
    day = timezone.now().astimezone(ZONE).date() + dt.timedelta(days=1)
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=ZONE)
