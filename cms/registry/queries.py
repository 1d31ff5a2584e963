"""What other rooms ask of the registry."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from cms.text.fold import fold
from cms.text.normal import one_line

from .models import Person, TermOfOffice
from .models.whole import people_by_id, people_with_offices, sessions_whole
from .values import held_on

__all__ = [
    "offices_of_many",
    "offices_on",
    "overlaps_of_person",
    "people_by_id",
    "people_by_name",
    "people_with_offices",
    "sessions_whole",
    "shared_single_offices",
]


def offices_on(person: Person, day: dt.date) -> list[TermOfOffice]:
    """The offices that the person held on the day, in the order in which they are named; an open side counts as held."""
    return offices_of_many([person.pk], day)[person.pk]


def offices_of_many(person_ids: Iterable[int], day: dt.date) -> dict[int, list[TermOfOffice]]:
    """The same for many persons in one query; a person without an office has an empty list."""
    terms: dict[int, list[TermOfOffice]] = {pk: [] for pk in person_ids}
    covering = TermOfOffice.objects.filter(
        Q(start__isnull=True) | Q(start__lte=day), Q(end__isnull=True) | Q(end__gte=day), person__in=list(terms)
    )
    for term in covering.select_related("office", "office__body"):
        terms[term.person_id].append(term)
    return {pk: held_on(found, day) for pk, found in terms.items()}


def people_by_name(name: str, day: dt.date | None = None) -> list[Person]:
    """The persons who go by this name, likeliest first: their own spelling, another spelling, the same but for diacritics.

    Among equals, who held an office on ``day`` comes first.
    """
    wanted = one_line(name)
    if not wanted:
        return []
    found = [
        (rank, person)
        for person in people_with_offices(Person.objects.all().matching(wanted))
        if (rank := _likeness(person, wanted)) is not None
    ]
    found.sort(key=lambda pair: (pair[0], _idle(pair[1], day), pair[1].collation, pair[1].pk))
    return [person for _rank, person in found]


def _likeness(person: Person, wanted: str) -> int | None:
    if person.name == wanted:
        return 0
    spellings = person.spellings
    if wanted in spellings:
        return 1
    folded = fold(wanted)
    return 2 if any(fold(spelling) == folded for spelling in spellings) else None


def _idle(person: Person, day: dt.date | None) -> bool:
    return day is not None and not held_on(person.terms.all(), day)


def overlaps_of_person(terms: Iterable[TermOfOffice]) -> list[tuple[TermOfOffice, TermOfOffice]]:
    """Pairs of one person's terms that claim the same office for the same day: one of each pair is a mistake."""
    by_office: dict[int | None, list[TermOfOffice]] = defaultdict(list)
    for term in terms:
        by_office[term.office_id].append(term)
    return [
        (first, second)
        for same in by_office.values()
        for index, first in enumerate(same)
        for second in same[index + 1 :]
        if first.overlaps(second)
    ]


def shared_single_offices(person: Person) -> list[tuple[TermOfOffice, TermOfOffice]]:
    """Where an office for one person only is held by this person and another on the same day: (own term, other's term)."""
    own = [term for term in person.terms.select_related("office") if term.office.single_holder]
    if not own:
        return []
    others = TermOfOffice.objects.filter(office__in={term.office_id for term in own}).exclude(person=person)
    rivals = list(others.select_related("person", "office").order_by("pk"))
    return [
        (term, rival) for term in own for rival in rivals if term.office_id == rival.office_id and term.overlaps(rival)
    ]
