"""The desk's lists: which rows stand in each, in which order, and the stretch of it that is shown."""

import bisect
import datetime as dt
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .light import Light
from .permissions import Sight

A_STRETCH = 30
"""Rows of a list that are shown at once."""

Key = tuple[float, ...]
Row = TypeVar("Row")
Order = Callable[[Light], Key]


def _instant(moment: dt.datetime | None) -> float:
    return moment.timestamp() if moment else math.inf


def by_urgency(row: Light) -> Key:
    """Late ones first, then what is due next, then the oldest."""
    return (_instant(row.due_at), _instant(row.since), row.page_id)


def oldest_first(row: Light) -> Key:
    return (_instant(row.since), row.page_id)


def newest_first(row: Light) -> Key:
    return (-_instant(row.since), row.page_id)


def by_hour(row: Light) -> Key:
    return (_instant(row.go_live_at), row.page_id)


def latest_public_first(row: Light) -> Key:
    return (-_instant(row.public_since), row.page_id)


@dataclass(frozen=True)
class Lane:
    """One list of the desk, and the stretch of it that is shown."""

    name: str
    title: str | Promise
    empty: str | Promise
    count: int
    rows: list[Light] = field(default_factory=list)
    further: str = ""
    """The place after which the next stretch begins; empty at the end."""
    begun: bool = False
    """Whether this stretch is not the first."""


def lane(
    name: str, title: str | Promise, empty: str | Promise, rows: Iterable[Light], order: Order, after: str
) -> Lane:
    """The stretch of the rows after the given place; all from the beginning where the place cannot be read."""
    keyed = sorted((order(row), row) for row in rows)
    shown, further, begun = stretch(keyed, after)
    return Lane(name, title, empty, len(keyed), shown, further, begun)


def stretch(keyed: list[tuple[Key, Row]], after: str) -> tuple[list[Row], str, bool]:
    """Of what stands in its order, what comes after the given place: the rows, the place where the next stretch begins (empty at
    the end), and whether this one is not the first."""
    start = 0
    place = _place(after)
    if place is not None:
        start = bisect.bisect_right([key for key, _row in keyed], place)
    shown = keyed[start : start + A_STRETCH]
    further = "~".join(repr(part) for part in shown[-1][0]) if start + A_STRETCH < len(keyed) else ""
    return [row for _key, row in shown], further, start > 0


def _place(after: str) -> Key | None:
    try:
        key = tuple(float(part) for part in after.split("~"))
    except ValueError:
        return None
    return None if any(math.isnan(part) for part in key) else key


def lanes_of_desk(sight: Sight, rows: list[Light], now: dt.datetime, after: Callable[[str], str]) -> list[Lane]:
    """The lists of who looks after others' work."""
    mine = [row for row in rows if row.waits and row.stage_id in sight.stages]
    others = [row for row in rows if row.waits and row.stage_id not in sight.stages]
    lanes = []
    if sight.stages:
        lanes.append(
            lane("waiting", _("Waits for me"), _("Nothing waits for you."), mine, by_urgency, after("waiting"))
        )
    title = _("Late at other stages") if sight.stages else pgettext_lazy("desk", "Late")
    late = (row for row in others if row.late(now))
    lanes.append(lane("late", title, _("Nothing else is late."), late, by_urgency, after("late")))
    if sight.stages:
        back = (row for row in rows if row.sent_back and row.finished_by_id == sight.user.pk)
        none = _("Nothing that you sent back is still with its author.")
        lanes.append(lane("returned", _("Sent back by me"), none, back, oldest_first, after("returned")))
    hours = (row for row in rows if row.go_live_at)
    none = _("Nothing is scheduled.")
    lanes.append(lane("next", _("Goes live next"), none, hours, by_hour, after("next")))
    rest = (row for row in others if not row.late(now))
    none = _("Nothing is in review at other stages.")
    lanes.append(lane("elsewhere", _("In review at other stages"), none, rest, by_urgency, after("elsewhere")))
    return lanes


def lanes_of_author(
    sight: Sight, rows: list[Light], drafts: list[Light], public: list[Light], after: Callable[[str], str]
) -> list[Lane]:
    """The lists of who writes: one's own work, and where it stands."""
    own = [row for row in rows if row.author_id == sight.user.pk]
    back = lane(
        "own-returned",
        _("Sent back to me"),
        _("Nothing was sent back to you."),
        (row for row in own if row.sent_back),
        oldest_first,
        after("own-returned"),
    )
    none = _("You have no drafts.")
    begun = lane("own-drafts", _("My drafts"), none, drafts, newest_first, after("own-drafts"))
    if sight.overview:
        # The rest of one's own work stands among everybody's.
        return [each for each in (back, begun) if each.count]
    none = _("Nothing of yours is in review.")
    waits = (row for row in own if row.waits)
    hours = (row for row in own if row.go_live_at)
    return [
        back,
        begun,
        lane("own-waiting", _("My articles in review"), none, waits, by_urgency, after("own-waiting")),
        lane("own-next", _("Goes live next"), _("Nothing of yours is scheduled."), hours, by_hour, after("own-next")),
        lane(
            "own-public",
            _("Public lately"),
            _("Nothing of yours became public within two weeks."),
            public,
            latest_public_first,
            after("own-public"),
        ),
    ]
