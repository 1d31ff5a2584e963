"""The registry of the demo city: bodies, offices, people with their terms, the congress and its sessions."""

import datetime as dt
from collections.abc import Mapping
from typing import TypeVar

from cms.registry.models import (
    AgendaPoint,
    Body,
    Congress,
    Delegate,
    Office,
    Person,
    Phase,
    Session,
    SessionChair,
    SessionPaper,
    TermOfOffice,
    Venue,
)
from cms.registry.models.base import Entry
from media.models import Paper

from .content import PersonData, SessionData, World
from .ledger import note

E = TypeVar("E", bound=Entry)


def _saved(entry: E) -> E:
    """The entry, checked as a form would and saved."""
    entry.full_clean(exclude=["latest_revision"])
    entry.save()
    return entry


def make_bodies(world: World) -> dict[str, Body]:
    """The bodies by key."""
    bodies: dict[str, Body] = {}
    for body in world.body:
        parent = bodies[body.parent] if body.parent else None
        bodies[body.key] = _saved(Body(name=body.name, short_name=body.short, parent=parent))
    note(*bodies.values())
    return bodies


def make_people(world: World, bodies: Mapping[str, Body]) -> dict[str, Person]:
    """Offices and people; the people by key."""
    offices = {
        office.key: _saved(
            Office(
                title=office.title,
                body=bodies[office.body],
                line=office.line,
                rank=office.rank,
                single_holder=office.single,
            )
        )
        for office in world.office
    }
    people = {person.key: _person(person, offices) for person in world.person}
    note(*offices.values(), *people.values())
    return people


def _person(data: PersonData, offices: Mapping[str, Office]) -> Person:
    about = data.note or "Nhân vật hư cấu (dữ liệu mẫu)."
    person = _saved(
        Person(name=data.name, variants=data.variants, honorific=data.honorific, note=about, life=_life(data))
    )
    for office, start, end, source in data.terms:
        term = TermOfOffice(person=person, office=offices[office], start=_day(start), end=_day(end), source=source)
        term.full_clean()
        term.save()
    return person


def _life(data: PersonData) -> str:
    """The first sentence of the biography: born when and where."""
    return data.bio.partition(". ")[0].rstrip(".") + "."


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def make_sessions(
    world: World, bodies: Mapping[str, Body], people: Mapping[str, Person], papers: Mapping[str, Paper]
) -> dict[str, Session]:
    """The congress, its phases, venues and sessions; the sessions by key."""
    told = world.congress
    congress = _saved(
        Congress(
            name=told.name,
            ordinal=told.ordinal,
            term_from=told.term_from,
            term_to=told.term_to,
            start=told.start,
            end=told.end,
            host=bodies[told.host],
        )
    )
    for order, phase in enumerate(world.phase):
        Phase.objects.create(congress=congress, kind=phase.kind, start=phase.start, end=phase.end, sort_order=order)
    venues = {venue.key: _saved(Venue(name=venue.name, address=venue.address)) for venue in world.venue}
    sessions = {}
    for data in world.session:
        session = _saved(
            Session(
                congress=congress,
                body=bodies[data.body] if data.body else None,
                kind=data.kind,
                number=data.number,
                name=data.name,
                day=data.day,
                part_of_day=data.part,
                venue=venues[data.venue],
                delegates_source=data.delegates_source,
            )
        )
        _fill(session, data, people, papers)
        sessions[data.key] = session
    note(congress, *venues.values(), *sessions.values())
    return sessions


def _fill(session: Session, data: SessionData, people: Mapping[str, Person], papers: Mapping[str, Paper]) -> None:
    for order, key in enumerate(data.chairs):
        SessionChair.objects.create(session=session, person=people[key], sort_order=order)
    for order, (time, title, speaker) in enumerate(data.agenda):
        AgendaPoint.objects.create(
            session=session, time=time, title=title, speaker=people[speaker] if speaker else None, sort_order=order
        )
    for order, key in enumerate(data.papers):
        SessionPaper.objects.create(session=session, paper=papers[key], sort_order=order)
    for order, entry in enumerate(data.delegates):
        who, _, office = (part.strip() for part in entry.partition(";"))
        if who.startswith("#"):
            Delegate.objects.create(session=session, person=people[who[1:]], office=office, sort_order=order)
        else:
            Delegate.objects.create(session=session, name=who, office=office, sort_order=order)
