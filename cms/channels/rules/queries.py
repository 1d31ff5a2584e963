"""Which rule of a channel holds."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.review.models import ReviewTask

from .models import Rule


def in_force(now: dt.datetime | None = None) -> "QuerySet[Rule]":
    """The rules that hold at an instant (now), at most one a channel."""
    at = now or timezone.now()
    return Rule.objects.filter(Q(valid_until=None) | Q(valid_until__gt=at), valid_from__lte=at)


def rule_of(channel: str, now: dt.datetime | None = None) -> Rule | None:
    """The channel's rule at an instant (now); None where everything goes there."""
    return in_force(now).filter(channel=channel).first()


def stages_of(channel: str) -> list[ReviewTask]:
    """The stages of review that are for versions with a post for the channel, as they are today."""
    return [stage for stage in ReviewTask.objects.filter(active=True) if channel in stage.channels]


def lines() -> dict[str, str]:
    """By which line accounts identify themselves today under each post, by channel."""
    return dict(in_force().exclude(line="").values_list("channel", "line"))


def calls() -> dict[str, str]:
    """Who is to be called, by channel."""
    return {rule.channel: rule.to_call for rule in in_force() if rule.to_call}
