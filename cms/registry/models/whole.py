"""Entries with all that readers see of them, in a number of queries that does not grow with how many they are."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from .body import Body
from .person import Person
from .session import Session
from .session_parts import AgendaPoint, Delegate, SessionChair, SessionPaper
from .term import TermOfOffice


def _terms(prefix: str = "") -> Prefetch:
    return Prefetch(f"{prefix}terms", queryset=TermOfOffice.objects.select_related("office", "office__body"))


def people_with_offices(people: QuerySet[Person] | None = None) -> QuerySet[Person]:
    """Persons whose offices and portrait are fetched with them, for `mention_value` and `person_details` of many."""
    return (Person.objects.all() if people is None else people).select_related("portrait").prefetch_related(_terms())


def people_by_id(person_ids: Iterable[int]) -> dict[int, Person]:
    """The persons with these ids, their offices fetched with them: two queries, however many. An unknown id is left out."""
    return {person.pk: person for person in people_with_offices(Person.objects.filter(pk__in=set(person_ids)))}


def sessions_whole(sessions: QuerySet[Session] | None = None) -> QuerySet[Session]:
    """Sessions with all that `session_details` shows, in a number of queries that does not grow with them."""
    chosen = Session.objects.all() if sessions is None else sessions
    return chosen.select_related("congress", "phase", "body", "venue").prefetch_related(
        "congress__phases",
        Prefetch("chairs", queryset=SessionChair.objects.select_related("person")),
        _terms("chairs__person__"),
        Prefetch("agenda", queryset=AgendaPoint.objects.select_related("speaker")),
        Prefetch("papers", queryset=SessionPaper.objects.select_related("paper")),
        Prefetch("delegates", queryset=Delegate.objects.select_related("person")),
        _terms("delegates__person__"),
    )


def terms_in(body: Body, day: dt.date) -> list[TermOfOffice]:
    """The terms of offices of the body that cover the day, with their persons and portraits: one query."""
    rows = TermOfOffice.objects.filter(office__body=body).select_related("office", "person__portrait")
    return [term for term in rows if term.covers(day)]
