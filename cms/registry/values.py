"""The registry's entries as values of a story: with the names and offices of the day, in the words that readers see.

Each function works on what it is given and reads only the rows that belong to it; `cms.registry.queries` fetches many at once.
Nothing here depends on today's date or on the language of whoever is signed in, so one entry has one value.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cms.publication.story import (
    AgendaItem,
    BodyDetails,
    DelegateRow,
    Member,
    Mention,
    OfficeHeld,
    PersonDetails,
    SessionDetails,
    SessionRef,
)
from media.story import document_value, photo_value

from .choices import KIND_WORDS, PART_WORDS, PartOfDay, SessionKind

if TYPE_CHECKING:
    from .models import Body, BodyMember, Person, Session, TermOfOffice


def held_on(terms: "Iterable[TermOfOffice]", day: dt.date) -> "list[TermOfOffice]":
    """The terms that cover the day, in the order in which offices are named."""
    return sorted((term for term in terms if term.covers(day)), key=lambda term: term.place())


def office_titles(person: "Person", day: dt.date) -> tuple[str, ...]:
    """The titles of the offices that the person held on the day, in the order in which they are named; each once."""
    return tuple(dict.fromkeys(term.office.title for term in held_on(person.terms.all(), day)))


def mention_value(person: "Person", day: dt.date) -> Mention:
    """The person with the offices of the day."""
    return Mention(person_id=person.pk, name=person.name, offices=office_titles(person, day), slug=person.slug)


def person_row(person: "Person", day: dt.date) -> DelegateRow:
    """The person as a row of a list, with the offices of the day on one line."""
    return DelegateRow(name=person.name, office=", ".join(office_titles(person, day)), person_id=person.pk)


def person_details(person: "Person") -> PersonDetails:
    """The person with every office: those without a last day first, in their order, then those that ended, the latest first."""
    return PersonDetails(
        person_id=person.pk,
        name=person.name,
        offices=tuple(
            OfficeHeld(
                title=term.office.title,
                body=term.office.body.name if term.office.body else "",
                start=term.start,
                end=term.end,
            )
            for term in sorted(person.terms.all(), key=_career_place)
        ),
        portrait=photo_value(person.portrait) if person.portrait else None,
    )


def body_details(
    body: "Body", terms_of_the_day: "Iterable[TermOfOffice]", chosen: "Sequence[BodyMember]" = ()
) -> BodyDetails:
    """The body with its members: the persons chosen, in their order, else whoever holds an office of it, by rank."""
    terms: dict[int, list[TermOfOffice]] = {}
    for term in sorted(terms_of_the_day, key=_protocol_place):
        terms.setdefault(term.person_id, []).append(term)
    if not chosen:
        members = [_member(held[0].person, _offices(held)) for held in terms.values()]
    else:
        members = [
            _member(row.person, row.office or _offices(terms.get(row.person_id, []))) for row in chosen if row.person
        ]
    parent = body.parent.name if body.parent else ""
    return BodyDetails(body_id=body.pk, name=body.name, parent=parent, members=tuple(members))


def _protocol_place(term: "TermOfOffice") -> tuple[object, ...]:
    # Equals stand in the order of their names.
    return term.office.line, term.office.rank, term.office.collation, term.person.collation, term.pk


def _offices(held: "list[TermOfOffice]") -> str:
    return ", ".join(dict.fromkeys(term.office.title for term in held))


def _member(person: "Person", office: str) -> Member:
    portrait = photo_value(person.portrait) if person.portrait else None
    return Member(person_id=person.pk, name=person.name, office=office, portrait=portrait, life=person.life)


def session_ref(session: "Session") -> SessionRef:
    """The session as an article that covers it names it."""
    venue = session.venue.name if session.venue else ""
    return SessionRef(session_id=session.pk, name=session.display_name(), day=session.day, venue=venue)


def agenda_items(session: "Session") -> tuple[AgendaItem, ...]:
    """The agenda, in its order."""
    return tuple(
        AgendaItem(title=point.title, time=point.time, speaker=point.speaker_shown()) for point in session.agenda.all()
    )


def session_details(session: "Session") -> SessionDetails:
    """Everything that readers see of a session."""
    congress, day = session.congress, session.day
    phase = session.phase or (congress.phase_on(day) if congress else None)
    return SessionDetails(
        session_id=session.pk,
        kind=KIND_WORDS[SessionKind(session.kind)],
        number=session.number,
        congress=congress.full_name() if congress else "",
        phase=phase.display_name() if phase else "",
        day=day,
        part_of_day=PART_WORDS[PartOfDay(session.part_of_day)] if session.part_of_day else "",
        venue=session.venue.name if session.venue else "",
        address=session.venue.address if session.venue else "",
        chair=tuple(person_row(chair.person, day) for chair in session.chairs.all()),
        agenda=agenda_items(session),
        papers=tuple(document_value(row.paper) for row in session.papers.all()),
        delegates=delegate_rows(session),
        delegates_source=session.delegates_source,
    )


def delegate_rows(session: "Session") -> tuple[DelegateRow, ...]:
    """The delegate list in the organisers' order; an office that the list leaves out is the registry's of that day."""
    rows = []
    for delegate in session.delegates.all():
        if delegate.person:
            known = person_row(delegate.person, session.day)
            rows.append(known.model_copy(update={"office": delegate.office}) if delegate.office else known)
        else:
            rows.append(DelegateRow(name=delegate.name, office=delegate.office))
    return tuple(rows)


def _career_place(term: "TermOfOffice") -> tuple[object, ...]:
    return term.end is not None, -(term.end or dt.date.min).toordinal(), *term.place()
