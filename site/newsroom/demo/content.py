"""What the demo newsroom consists of, as typed values read from the TOML files beside this module."""

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from cms.text.dates import ZONE

FOLDER = Path(__file__).parent

State = Literal[
    "published", "draft", "at_desk", "sent_back", "at_approval", "scheduled", "newer_draft", "withdrawn", "open_slot"
]
"""Where an article stands in its review once the demo is loaded."""


class Content(BaseModel):
    """A part of the content; an unknown key is a mistake in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class BodyData(Content):
    key: str
    name: str
    short: str = ""
    parent: str = ""


class OfficeData(Content):
    key: str
    title: str
    body: str
    line: int
    rank: int = 50
    single: bool = False


class PersonData(Content):
    """``terms``: office, first day, last day (empty: still held), source."""

    key: str
    name: str
    variants: str = ""
    honorific: str = ""
    note: str = ""
    bio: str
    terms: list[tuple[str, str, str, str]]


class CommitteeData(Content):
    """The page of a body: its members by key, in protocol order."""

    body: str
    title: str
    slug: str
    day: dt.date
    lede: str
    members: list[str]


class CongressData(Content):
    name: str
    ordinal: int
    term_from: int
    term_to: int
    start: dt.date
    end: dt.date
    host: str


class PhaseData(Content):
    kind: str
    start: dt.date | None = None
    end: dt.date | None = None


class VenueData(Content):
    key: str
    name: str
    address: str


class SessionData(Content):
    """``agenda``: time, item, speaker's key. ``delegates``: ``#key`` with an office if the list has one, else ``Name; office``."""

    key: str
    kind: str
    number: int | None = None
    name: str = ""
    body: str = ""
    day: dt.date
    part: str
    venue: str
    chairs: list[str]
    lede: str
    agenda: list[tuple[str, str, str]]
    papers: list[str] = []
    delegates_source: str
    delegates: list[str]


class PhotoData(Content):
    key: str
    scene: str
    seed: int
    day: dt.date
    credit: str
    caption: str
    alt: str


class PaperData(Content):
    key: str
    title: str
    number: str
    day: dt.date
    format: Literal["docx", "txt"]
    text: str


class DocumentData(Content):
    """A document with its text in the mark-up of `markup`. ``opinions``: first and last day, counted from the day of loading."""

    key: str
    title: str
    kind: str
    status: str = ""
    number: str = ""
    issuer: str = ""
    day: dt.date | None = None
    published: str
    signer: str = ""
    signer_office: str = ""
    session: str = ""
    opinions: tuple[int, int] | None = None
    lede: str
    files: list[str] = []
    text: str

    @property
    def first_public_at(self) -> dt.datetime:
        """When readers could first read it."""
        return dt.datetime.fromisoformat(self.published).replace(tzinfo=ZONE)


class SectionData(Content):
    title: str
    slug: str
    order: int
    intro: str
    lists: str = "articles"


class ListData(Content):
    title: str
    order: int
    intro: str


class ZoneData(Content):
    """A zone of the front page; articles, a section and papers by their keys."""

    type: str
    articles: list[str] = []
    section: str = ""
    papers: list[str] = []
    entries: int | None = None
    heading: str = ""
    note: str = ""


class FrontData(Content):
    title: str
    tagline: str
    zone: list[ZoneData]


class ImprintData(Content):
    title: str
    operator: str
    licence: str
    editor_in_chief: str
    hot_line: str
    email: str
    address: str
    terms_of_reuse: str


class SiteData(Content):
    section: list[SectionData]
    existing: dict[str, ListData]
    front: FrontData
    imprint: ImprintData


class ArticleData(Content):
    """An article; its ``body`` is in the small mark-up of `markup`. ``byline``: ``@username`` or a name as it stands."""

    key: str
    title: str
    short: str = ""
    lede: str
    place: str = "Hải Vân"
    day: dt.date
    published: str = ""
    section: str
    session: str = ""
    byline: list[str]
    topics: list[str] = Field(default=[])
    genre: str = ""
    lead: str = ""
    mentions: list[str] = []
    state: State = "published"
    reason: str = ""
    notice: str = ""
    body: str

    @property
    def first_public_at(self) -> dt.datetime | None:
        """When readers could first read it; None for one that never was public."""
        return dt.datetime.fromisoformat(self.published).replace(tzinfo=ZONE) if self.published else None


class World(Content):
    """Everything but the articles."""

    body: list[BodyData]
    office: list[OfficeData]
    person: list[PersonData]
    congress: CongressData
    phase: list[PhaseData]
    venue: list[VenueData]
    session: list[SessionData]
    photo: list[PhotoData]
    paper: list[PaperData]
    document: list[DocumentData]
    committee: list[CommitteeData]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / "world" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def world() -> World:
    """The city, its congress and its people."""
    parts = [_read(name) for name in ("bodies", "people", "congress", "sessions", "photos", "papers", "documents")]
    return World.model_validate({key: value for part in parts for key, value in part.items()})


@cache
def site() -> SiteData:
    """Front page, sections and imprint."""
    return SiteData.model_validate(_read("sections"))


@cache
def articles() -> tuple[ArticleData, ...]:
    """The articles, in the order in which they came out; those never published last."""
    files = sorted((FOLDER / "articles").glob("*.toml"))
    found = [ArticleData.model_validate(tomllib.loads(file.read_text(encoding="utf-8"))) for file in files]
    return tuple(sorted(found, key=lambda article: article.published or "9999"))
