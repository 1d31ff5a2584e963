"""What a story holds beside text, by kind of page."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from .parts import AgendaItem, Document, Photo, Text, Value
from .zones import FrontZone, LeadZone, SecondZone, named_pages, standard_zones

DocumentKindCode = Literal[
    "report",
    "resolution",
    "decision",
    "directive",
    "conclusion",
    "plan",
    "programme",
    "rules",
    "notice",
    "speech",
    "other",
]
DocumentStatusCode = Literal["", "draft", "adopted"]


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


class DocumentDetails(Value):
    """A document of the library: its head as the paper has it. Its day and its session are the story's own."""

    type: Literal["document"] = "document"
    kind: DocumentKindCode
    status: DocumentStatusCode = ""
    number: Text = ""
    issuer: Text = ""
    signer: DelegateRow | None = None
    opinions_from: dt.date | None = Field(default=None, description="The first day on which readers may send opinions.")
    opinions_until: dt.date | None = Field(default=None, description="The last one.")
    files: tuple[Document, ...] = ()

    def takes_opinions(self, day: dt.date) -> bool:
        """Whether readers may send opinions on the day."""
        if self.status != "draft" or self.opinions_from is None or self.opinions_until is None:
            return False
        return self.opinions_from <= day <= self.opinions_until


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


class Member(Value):
    """A member of a body: the office in it, and a short life in the registry's words."""

    person_id: int
    name: Text
    office: Text = ""
    portrait: Photo | None = None
    life: Text = ""


class BodyDetails(Value):
    """A body with its members in protocol order, as they are on the story's day."""

    type: Literal["body"] = "body"
    body_id: int
    name: Text
    parent: Text = ""
    members: tuple[Member, ...] = ()


class SectionDetails(Value):
    """A section: what it lists and where it stands in the menu (0: not in the menu)."""

    type: Literal["section"] = "section"
    lists: Literal["articles", "sessions", "people", "digests", "documents"] = "articles"
    menu_order: int = 0


class FrontDetails(Value):
    """The front page: what stands below its site's name, and its zones in order.

    Versions from before there were zones name the articles that lead, by page id, and are shown in the standard arrangement.
    """

    type: Literal["front"] = "front"
    tagline: Text = ""
    lead_page_ids: tuple[int, ...] = ()
    zones: tuple[FrontZone, ...] = ()

    @model_serializer(mode="wrap")
    def _without_no_zones(self, told: SerializerFunctionWrapHandler) -> dict[str, Any]:
        # What was sealed before there were zones keeps its digest, and so does each part of it that a stage has passed.
        data: dict[str, Any] = told(self)
        if not self.zones:
            del data["zones"]
        return data

    def arranged(self) -> tuple[FrontZone, ...]:
        """The zones that readers see."""
        return self.zones or standard_zones(self.lead_page_ids)

    def leading(self) -> tuple[int, ...]:
        """The ids of the articles that lead, the first one first."""
        heads = (zone for zone in self.arranged() if isinstance(zone, LeadZone | SecondZone))
        return tuple(dict.fromkeys(pk for zone in heads for pk in named_pages(zone)))

    def named(self) -> Iterator[int]:
        """The id of every page that it names: articles and sections."""
        for zone in self.arranged():
            yield from named_pages(zone)
            if section := getattr(zone, "section_id", None):
                yield section


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
    SessionDetails
    | PersonDetails
    | SectionDetails
    | FrontDetails
    | ImprintDetails
    | DigestDetails
    | DocumentDetails
    | BodyDetails,
    Field(discriminator="type"),
]
