"""Entries of a fictional city's registry."""

import datetime as dt
import itertools
from typing import Any

from cms.registry.choices import Line
from cms.registry.models import Body, Congress, Office, Person, Session, TermOfOffice, Venue

_numbers = itertools.count(1)


def make_body(name: str = "", **fields: Any) -> Body:
    return Body.objects.create(name=name or f"Ban số {next(_numbers)}", **fields)


def make_office(title: str = "", *, line: Line = Line.STATE, **fields: Any) -> Office:
    return Office.objects.create(title=title or f"Trưởng phòng số {next(_numbers)}", line=line, **fields)


def make_person(name: str = "Trần Thị Mẫu", **fields: Any) -> Person:
    return Person.objects.create(name=name, **fields)


def hold(
    person: Person, office: Office, start: dt.date | None = None, end: dt.date | None = None, **fields: Any
) -> TermOfOffice:
    """The person holds the office from the first day to the last."""
    return TermOfOffice.objects.create(person=person, office=office, start=start, end=end, **fields)


def make_venue(name: str = "", **fields: Any) -> Venue:
    return Venue.objects.create(name=name or f"Hội trường số {next(_numbers)}", **fields)


def make_congress(name: str = "Đại hội Đảng bộ thành phố Hải Âu", **fields: Any) -> Congress:
    return Congress.objects.create(name=name, **{"ordinal": 18, **fields})


def make_session(day: dt.date = dt.date(2026, 3, 18), **fields: Any) -> Session:
    return Session.objects.create(day=day, **fields)
