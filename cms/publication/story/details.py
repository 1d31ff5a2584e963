"""What a story holds beside text, by kind of page."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from .parts import AgendaItem, Document, Photo, Text, Value


class DelegateRow(Value):
    """A delegate in the organisers' order; ``person_id`` where the registry knows the person."""

    name: Text
    office: Text = ""
    person_id: int | None = None


class SessionDetails(Value):
    """A session as the public page shows it."""

    type: Literal["session"] = "session"
    session_id: int
    kind: Text
    number: int | None = None
    congress: Text = ""
    phase: Text = ""
    day: dt.date
    part_of_day: Text = ""
    venue: Text = ""
    address: Text = ""
    chair: tuple[DelegateRow, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    papers: tuple[Document, ...] = ()
    delegates: tuple[DelegateRow, ...] = ()
    delegates_source: Text = ""


class OfficeHeld(Value):
    """An office with its term; an open ``end`` means that it was held when the story was sealed."""

    title: Text
    body: Text = ""
    start: dt.date | None = None
    end: dt.date | None = None


class PersonDetails(Value):
    type: Literal["person"] = "person"
    person_id: int
    name: Text
    offices: tuple[OfficeHeld, ...] = ()
    portrait: Photo | None = None


class SectionDetails(Value):
    """A section: what it lists and where it stands in the menu (0: not in the menu)."""

    type: Literal["section"] = "section"
    lists: Literal["articles", "sessions", "people", "digests"] = "articles"
    menu_order: int = 0


class FrontDetails(Value):
    """The front page: its site's name and the articles that lead, by page id, in order."""

    type: Literal["front"] = "front"
    tagline: Text = ""
    lead_page_ids: tuple[int, ...] = ()


class ImprintDetails(Value):
    """Who answers for the site; shown in the footer of every page."""

    type: Literal["imprint"] = "imprint"
    operator: Text
    licence: Text = ""
    editor_in_chief: Text = ""
    hot_line: Text = ""
    email: Text = ""
    address: Text = ""
    terms_of_reuse: Text = ""


class DigestEntry(Value):
    """An article of a digest, as its approved version told it; ``phase`` is the kind of phase of the congress."""

    page_id: int
    headline: Text
    lede: Text = ""
    section: Text = ""
    phase: Literal["", "before", "during", "after"] = ""


class DigestDetails(Value):
    """A digest: what went public between two instants, in the order in which somebody put it. A copy has no instants, and is sent
    to nobody."""

    type: Literal["digest"] = "digest"
    rhythm: Literal["daily", "weekly"] = "daily"
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    entries: tuple[DigestEntry, ...] = ()


Details = Annotated[
    SessionDetails | PersonDetails | SectionDetails | FrontDetails | ImprintDetails | DigestDetails,
    Field(discriminator="type"),
]
