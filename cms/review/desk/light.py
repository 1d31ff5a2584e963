"""The work in hand, as little of it as the desk needs to sort, to filter and to count.

All that is in review, sent back or scheduled is read at once: a few hundred rows, found by an index of their own. What of it is
shown is read whole afterwards (`shown`).
"""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from .models import DeskRow, Standing
from .permissions import Sight

LATELY = dt.timedelta(days=14)
"""How long one's own articles stand among those that became public lately."""


class Light(NamedTuple):
    page_id: int
    standing: str
    since: dt.datetime
    section_id: int | None
    session_id: int | None
    author_id: int | None
    unit_id: int | None
    folded: str
    go_live_at: dt.datetime | None
    public_since: dt.datetime | None
    state_id: int | None
    stage_id: int | None
    due_at: dt.datetime | None
    claimed_by_id: int | None
    finished_by_id: int | None

    @property
    def waits(self) -> bool:
        return self.standing == Standing.WAITING

    @property
    def sent_back(self) -> bool:
        return self.standing == Standing.SENT_BACK

    def late(self, now: dt.datetime) -> bool:
        return self.waits and self.due_at is not None and self.due_at < now


_COLUMNS = (
    "page_id",
    "standing",
    "since",
    "section_id",
    "session_id",
    "author_id",
    "author__unit_id",
    "folded",
    "go_live_at",
    "public_since",
    "stage_state_id",
    "stage_state__task_id",
    "stage_state__due_at",
    "stage_state__claimed_by_id",
    "stage_state__finished_by_id",
)


def in_hand(sight: Sight) -> list[Light]:
    """What is in review, sent back or scheduled, and may be seen."""
    return _read(DeskRow.objects.filter(sight.rows, open=True))


def own_drafts(sight: Sight) -> list[Light]:
    return _read(DeskRow.objects.filter(author=sight.user.pk, standing=Standing.DRAFT))


def own_public(sight: Sight, now: dt.datetime | None = None) -> list[Light]:
    """The member's articles that became public lately, also where a newer version of them is in work."""
    return _read(DeskRow.objects.filter(author=sight.user.pk, public_since__gte=(now or timezone.now()) - LATELY))


def of_pages(sight: Sight, page_ids: Iterable[int]) -> list[Light]:
    return _read(DeskRow.objects.filter(sight.rows, pk__in=list(page_ids)))


def _read(rows: "QuerySet[DeskRow]") -> list[Light]:
    return [Light(*row) for row in rows.values_list(*_COLUMNS)]
