"""Which queues somebody holds back, and who, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from .channel import Channel
from .models import Lane
from .rules.models import short_moment


def paused(names: Iterable[str]) -> dict[str, Lane]:
    """Those of the queues of these names that are held back."""
    rows = Lane.objects.filter(name__in=list(names), paused_at__isnull=False)
    return {lane.name: lane for lane in rows.select_related("paused_by")}


def pause_of(one: Channel) -> Lane | None:
    """What holds back everything that goes to the channel; None while one of its queues runs."""
    names = [f"{one.code}:{pk}" for pk in one.takers()] if one.queue_a_recipient else [one.code]
    held = paused(names)
    return held[names[0]] if names and len(held) == len(names) else None


def who_and_when(lane: Lane) -> dict[str, str]:
    """``who`` holds the queue back since which ``moment``."""
    return {
        "who": str(lane.paused_by) if lane.paused_by else _("(erased)"),
        "moment": short_moment(lane.paused_at) if lane.paused_at else "",
    }
