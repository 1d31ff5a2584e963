import datetime as dt
from typing import Any

from django.utils import timezone

from cms.channels.models import Rule
from cms.text.dates import ZONE


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
