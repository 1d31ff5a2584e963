"""The figures of a span of days, by channel and by article."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, QuerySet, Sum

from cms.publication.models import Shelf

from ..models import Placement
from ..models.placement import BY_HAND
from ..registry import is_platform, platform
from ..words import label_of

KINDS = ("views", "reactions", "comments", "shares")


@dataclass(frozen=True)
class ChannelSum:
    """What stands on one channel; a kind is None where the channel says nothing of it."""

    channel: str
    posts: int
    counts: bool
    views: int | None = None
    reactions: int | None = None
    comments: int | None = None
    shares: int | None = None
    by_hand: bool = False
    """Whether people have put it there outside the newsroom's channels, so that nobody can be asked."""


def by_channel(since: dt.datetime) -> list[ChannelSum]:
    """Of all that was posted since then and stands, most posts first."""
    rows = _of(since).order_by().values("channel").annotate(posts=Count("pk"), **_sums()).order_by("-posts", "channel")
    return [_channel_sum(dict(row)) for row in rows]


def by_article(since: dt.datetime) -> "QuerySet[Placement, Any]":
    """The articles of the span with the sums of their places, those first that were posted last."""
    rows = _of(since).order_by().values("page_id")
    return rows.annotate(posts=Count("pk"), last=Max("posted_at"), **_sums()).order_by("-last", "-page_id")


def headlines(page_ids: "list[int]") -> dict[int, str]:
    """The headline of the version that is public or was last, by page."""
    shelves = Shelf.objects.filter(pk__in=page_ids, current__isnull=False).select_related("current")
    return {shelf.pk: shelf.current.story.headline for shelf in shelves if shelf.current}


def _of(since: dt.datetime) -> QuerySet[Placement]:
    return Placement.objects.filter(posted_at__gte=since, state=Placement.State.STANDS)


def _sums() -> dict[str, Sum]:
    return {kind: Sum(f"figures__{kind}") for kind in KINDS}


def _channel_sum(row: dict[str, Any]) -> ChannelSum:
    code = row.pop("channel")
    return ChannelSum(
        label_of(code), counts=is_platform(code) and platform(code).counts, by_hand=code == BY_HAND, **row
    )
