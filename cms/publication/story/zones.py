"""The zones of the front page: what an editor arranged, in order. Articles are named by page id; what a zone shows of them is what
their own publications say, and what an editor left open is filled when the page is shown."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from .parts import Document, Text, Topic, Value


class Zone(Value):
    """A part of the front page, with a heading and a sentence of the editor's; both may be empty."""

    heading: Text = ""
    note: Text = ""


class LeadZone(Zone):
    """The lead: the chosen article, or the newest."""

    type: Literal["lead"] = "lead"
    page_id: int | None = None


class SecondZone(Zone):
    """The second leads: the chosen articles, then the newest."""

    type: Literal["second"] = "second"
    page_ids: tuple[int, ...] = ()
    places: int = 4


class RiverZone(Zone):
    """The newest articles: of a section, of a topic, or of all."""

    type: Literal["river"] = "river"
    section_id: int | None = None
    topic: Topic | None = None
    entries: int = 12


class SectionsZone(Zone):
    """The newest articles of each section of the menu."""

    type: Literal["sections"] = "sections"
    entries: int = 4


class SessionsZone(Zone):
    """The sessions of a day until it is over, else those to come."""

    type: Literal["sessions"] = "sessions"
    day: dt.date | None = None
    entries: int = 4


class EssayZone(Zone):
    """A photo essay: the chosen one, or the newest."""

    type: Literal["essay"] = "essay"
    page_id: int | None = None


class DocumentsZone(Zone):
    """Papers for download, and below them the newest articles of a section."""

    type: Literal["documents"] = "documents"
    documents: tuple[Document, ...] = ()
    section_id: int | None = None
    entries: int = 4


FrontZone = Annotated[
    LeadZone | SecondZone | RiverZone | SectionsZone | SessionsZone | EssayZone | DocumentsZone,
    Field(discriminator="type"),
]


def standard_zones(lead_page_ids: tuple[int, ...] = ()) -> tuple[FrontZone, ...]:
    """The front page as nobody has arranged it, below the articles that were made to lead."""
    lead, *second = lead_page_ids or (None,)
    return (
        LeadZone(page_id=lead),
        SecondZone(page_ids=tuple(pk for pk in second if pk)),
        SessionsZone(),
        RiverZone(),
        SectionsZone(),
    )


def named_pages(zone: FrontZone) -> tuple[int, ...]:
    """The ids of the articles that an editor chose for the zone, in order."""
    match zone:
        case LeadZone() | EssayZone():
            return (zone.page_id,) if zone.page_id else ()
        case SecondZone():
            return zone.page_ids
    return ()
