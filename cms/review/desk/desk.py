"""The desk of one member at one instant."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from wagtail.models import Page

from cms.registry.models import Session
from cms.text.order import sort_key

from ..emergency.models import AfterReview
from ..emergency.permissions import user_can_see_after_reviews
from ..emergency.queries import open_after_reviews, seen_by
from . import light
from .filters import Filters
from .lanes import Key, Lane, lanes_of_author, lanes_of_desk, stretch
from .permissions import Sight, sight_of
from .shown import Afterwards, Reader, Shown


@dataclass(frozen=True)
class Choices:
    """What the filters offer: only what stands on the desk, by name."""

    sections: list[tuple[int, str]]
    sessions: list[tuple[int, str]]
    units: list[tuple[int, str]]
    people: list[tuple[int, str]]


@dataclass(frozen=True)
class AfterwardsLane:
    """What was done in an emergency and is open, the earliest due first, and the stretch of it that is shown."""

    count: int
    rows: list[Afterwards]
    further: str
    begun: bool


@dataclass(frozen=True)
class Desk:
    made_at: dt.datetime
    sight: Sight
    filters: Filters
    choices: Choices
    lanes: list[tuple[Lane, list[Shown]]]
    afterwards: AfterwardsLane | None
    """What is in after-review; None for who does not see those."""
    late: int
    """How much of what may be seen is late, at whatever stage."""
    blank: bool
    """Whether there is nothing to filter."""


def desk_of(user: Any, query: Mapping[str, str], now: dt.datetime | None = None) -> Desk:
    """What stands on the user's desk, narrowed as the query says."""
    now = now or timezone.now()
    sight, filters = sight_of(user), Filters.of(query)
    hand, drafts = light.in_hand(sight), light.own_drafts(sight)
    public = [] if sight.overview else light.own_public(sight, now)
    all_rows = [*hand, *drafts, *public]

    def kept(rows: list[light.Light]) -> list[light.Light]:
        return [row for row in rows if filters.keeps(row)]

    def after(name: str) -> str:
        return query.get(f"{name}-after", "")

    own = lanes_of_author(sight, kept(hand), kept(drafts), kept(public), after)
    lanes = own
    if sight.overview:
        first, *rest = lanes_of_desk(sight, kept(hand), now, after)
        back = [each for each in own if each.name == "own-returned"]
        lanes = [first, *back, *rest, *(each for each in own if each not in back)]
    reader = Reader(sight, {row.page_id for each in lanes for row in each.rows}, now)
    shown = [(each, [one for row in each.rows if (one := reader.shown(row.page_id))]) for each in lanes]
    late = sum(row.late(now) for row in kept(hand))
    return Desk(
        now,
        sight,
        filters,
        _choices(all_rows),
        shown,
        _afterwards(sight, filters, now, after("after-review")),
        late,
        not all_rows,
    )


def _afterwards(sight: Sight, filters: Filters, now: dt.datetime, after: str) -> AfterwardsLane | None:
    if not user_can_see_after_reviews(sight.user):
        return None
    found = list(seen_by(sight.user, open_after_reviews()))
    if filters:
        rows = light.of_pages(sight, (each.page_id for each in found))
        kept = {row.page_id for row in rows if filters.keeps(row)}
        found = [each for each in found if each.page_id in kept]
    keyed: list[tuple[Key, AfterReview]] = [((each.due_at.timestamp(), each.pk), each) for each in found]
    shown, further, begun = stretch(keyed, after)
    return AfterwardsLane(len(found), [Afterwards.of(each, now) for each in shown], further, begun)


def _choices(rows: list[light.Light]) -> Choices:
    sections = Page.objects.filter(pk__in={row.section_id for row in rows}).values_list("pk", "draft_title")
    sessions = Session.objects.filter(pk__in={row.session_id for row in rows}).select_related("body", "congress")
    ids = {pk for row in rows for pk in (row.author_id, row.claimed_by_id) if pk is not None}
    people = list(get_user_model()._default_manager.filter(pk__in=ids).select_related("unit"))
    units = {person.unit.pk: person.unit.name for person in people if person.unit}
    return Choices(
        sections=_by_name(sections),
        sessions=[(session.pk, str(session)) for session in sessions],
        units=_by_name(units.items()),
        people=_by_name((person.pk, str(person)) for person in people),
    )


def _by_name(pairs: Any) -> list[tuple[int, str]]:
    return sorted(pairs, key=lambda pair: sort_key(pair[1]))
