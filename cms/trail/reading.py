"""The trail as people read it: filtered, from the newest back, with the names of things and people."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cms.staff.models import User
from cms.text.dates import day_bounds

from . import subjects
from .acts import label_of
from .models import Entry, Origin, Words
from .subjects import Named
from .wording import Fact, in_words, mentioned


@dataclass(frozen=True)
class Line:
    """An entry with all its names."""

    entry: Entry
    act: str
    who: str
    subject: Named
    kind: str
    address: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    told: list[Fact] = field(default_factory=list)

    @property
    def place(self) -> str:
        """From where, in a word: the address, else the route or command."""
        return self.address or self.entry.route.partition(":")[2]


def within(first: dt.date | None, last: dt.date | None) -> Q:
    """Acts of these days on the newsroom's clock, both included."""
    since = Q(at__gte=_instant(day_bounds(first)[0])) if first else Q()
    return since & Q(at__lt=_instant(day_bounds(last)[1])) if last else since


def of_kind(code: str) -> Q:
    """Acts on things of that kind; a range, since an index serves that."""
    return Q(subject__gte=f"{code}:", subject__lt=f"{code};")


def about(text: str) -> Q:
    """A headline or name, a seal or digest or its beginning, an act, a number, a typed reason."""
    typed = Words.objects.filter(text__icontains=text).values("entry_id")
    told = Q(subject__in=subjects.found(text)) | Q(number__in=typed)
    told |= Q(data__contains=text) | Q(action__icontains=text) | Q(subject=text) | Q(link=text)
    return told | Q(number=int(text)) if text.isdecimal() and len(text) < 19 else told


def _instant(moment: dt.datetime) -> str:
    """As entries have it: of one length, so that the order of the characters is that of the instants."""
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")


@dataclass(frozen=True)
class Leaf:
    """A stretch of the trail, newest first, and whether it goes on to either side."""

    entries: list[Entry]
    newer: bool
    older: bool


def leaf(chosen: QuerySet[Entry], size: int, *, before: int | None = None, after: int | None = None) -> Leaf:
    """The ``size`` entries before (or after) that number; found by key, so the last leaf costs what the first does."""
    rows = chosen.select_related("typed")
    if after is not None:
        found = list(rows.filter(number__gt=after).order_by("number")[: size + 1])
        return Leaf(found[:size][::-1], newer=len(found) > size, older=True)
    if before is not None:
        rows = rows.filter(number__lt=before)
    found = list(rows.order_by("-number")[: size + 1])
    return Leaf(found[:size], newer=before is not None, older=len(found) > size)


def lines(chosen: Iterable[Entry]) -> list[Line]:
    """The entries with their names; the number of queries depends on the kinds of things only."""
    rows = list(chosen)
    people = {
        str(user.trail_id): str(user) for user in User.objects.filter(trail_id__in=_ids(row.actor for row in rows))
    }
    facts = {row.number: row.facts for row in rows}
    things = subjects.named(
        [*(row.subject for row in rows), *(one for some in facts.values() for one in mentioned(some))]
    )
    addresses = dict(Origin.objects.filter(key__in=_ids(row.origin for row in rows)).values_list("key", "address"))
    return [
        Line(
            entry=row,
            act=label_of(row.action),
            who=people.get(row.actor) or (_("deleted account") if row.actor else ""),
            subject=things.get(row.subject) or Named(row.subject),
            kind=subjects.label_of(row.subject.partition(":")[0]) if row.subject else "",
            address=addresses.get(row.origin) or "",
            facts=facts[row.number],
            told=in_words(facts[row.number], things),
        )
        for row in rows
    ]


_AT_ONCE = 1000


def every_line(chosen: QuerySet[Entry]) -> Iterator[Line]:
    """All of them, newest first, a thousand in memory at a time."""
    rest = leaf(chosen, _AT_ONCE)
    while rest.entries:
        yield from lines(rest.entries)
        rest = leaf(chosen, _AT_ONCE, before=rest.entries[-1].number)


def in_order(chosen: QuerySet[Entry]) -> Iterator[Line]:
    """The same, oldest first."""
    rest = leaf(chosen, _AT_ONCE, after=0)
    while rest.entries:
        yield from lines(rest.entries[::-1])
        rest = leaf(chosen, _AT_ONCE, after=rest.entries[0].number)


def _ids(values: Iterable[str]) -> set[str]:
    return {value for value in values if value}
