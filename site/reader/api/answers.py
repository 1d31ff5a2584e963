"""What the API says, as types. Parts of a story are the story's own: a block that is added there is described here by itself."""

import datetime as dt
from typing import Annotated, Literal, get_args

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from cms.publication.story import Block, Document, Mention, Photo, SessionRef
from cms.publication.story.details import PersonDetails, SectionDetails, SessionDetails

Kind = Literal["article", "session", "person", "section"]
KINDS: tuple[Kind, ...] = get_args(Kind)
NoteKind = Literal["slip", "update", "correction", "withdrawal"]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Rendition(Part):
    url: str = Field(json_schema_extra={"format": "uri"})
    width: int
    height: int


class Picture(Photo):
    """A photo that the public may see now: its words, and where it is found as JPEG in several widths."""

    url: str = Field(json_schema_extra={"format": "uri"}, description="The picture, at most 1,200 pixels wide.")
    renditions: tuple[Rendition, ...]


class Paper(Document):
    """A file for download."""

    url: str = Field(json_schema_extra={"format": "uri"})


class Mentioned(Mention):
    """A person whom the text names, with the offices of its day; `html_url` where there is a public page of them."""

    html_url: str | None = Field(default=None, json_schema_extra={"format": "uri"})


class TopicRef(Part):
    slug: str
    name: str
    detail_url: str = Field(json_schema_extra={"format": "uri"})
    html_url: str = Field(json_schema_extra={"format": "uri"})


class RefMeta(Part):
    type: Kind
    detail_url: str = Field(json_schema_extra={"format": "uri"})
    html_url: str = Field(json_schema_extra={"format": "uri"})


class PageRef(Part):
    """Another page that is public now."""

    id: int
    meta: RefMeta
    title: str


class Note(Part):
    """What readers were told of a page after it came out."""

    kind: NoteKind
    at: AwareDatetime = Field(description="Since when it is told.")
    wrong: str = Field(description="What was wrong.")
    right: str = Field(description="What is right.")
    note: str = Field(description="Words to the readers; the notice of a withdrawal.")


class PageMeta(Part):
    type: Kind
    detail_url: str = Field(json_schema_extra={"format": "uri"})
    html_url: str = Field(json_schema_extra={"format": "uri"}, description="The page now; it may move.")
    short_url: str = Field(json_schema_extra={"format": "uri"}, description="Leads to the page wherever it moves.")
    slug: str
    locale: str = Field(description="The language of the text: “vi”.")
    first_published_at: AwareDatetime
    last_published_at: AwareDatetime = Field(
        description="When it last said something else; a slip (đính chính) is none."
    )
    parent: PageRef | None = Field(default=None, description="The section in which the page stands.")
    seal: str = Field(
        default="", pattern="^[0-9a-f]{64}$", description="The digest of the version that was approved: SHA-256."
    )
    version: int = Field(default=0, ge=1, description="Counts the approved versions of the page.")
    sample: bool = Field(default=False, description="True for invented data of a demo.")


class Page(Part):
    """A public page. What is asked for with `fields` is there; `id`, `meta.type` and `meta.detail_url` always are."""

    id: int
    meta: PageMeta
    title: str = Field(description="The headline.")
    short_title: str
    lede: str = Field(description="The opening summary (sa-pô).")
    day: dt.date | None = Field(description="The day that it tells of; a session's day.")
    topics: tuple[TopicRef, ...]
    photo: Picture | None = Field(description="The first photo.")
    session_id: int | None = Field(description="Of a session's own page: what the filter `session` takes.")
    person_id: int | None = Field(description="Of a person's own page: what the filter `person` takes.")
    byline: tuple[str, ...] = ()
    dateline_place: str = ""
    session: SessionRef | None = Field(default=None, description="The session that an article covers.")
    mentions: tuple[Mentioned, ...] = ()
    blocks: tuple[Block, ...] = Field(
        default=(),
        description="The text as it was sealed, block by block. In its HTML a link to a page names it: "
        '`<a linktype="page" id="12">`; `links` says which of them are public and where.',
    )
    html: str = Field(default="", description="Lead photo and text as HTML with full addresses, as in the feeds.")
    details: Annotated[SessionDetails | PersonDetails | SectionDetails, Field(discriminator="type")] | None = Field(
        default=None, description="What a session, a person or a section says beside its text."
    )
    photos: tuple[Picture, ...] = ()
    documents: tuple[Paper, ...] = ()
    links: tuple[PageRef, ...] = Field(
        default=(), description="Pages to which the text leads, as far as they are public."
    )
    notes: tuple[Note, ...] = Field(default=(), description="Corrections, slips and updates, the newest first.")


class Counted(Part):
    total_count: int = Field(description="How many there are, counted no further than 1,000.")
    total_count_capped: bool = Field(description="Whether there are more than were counted.")
    next: str | None = Field(
        json_schema_extra={"format": "uri"}, description="Where the list goes on; null at its end."
    )


class Pages(Part):
    meta: Counted
    items: tuple[Page, ...]


class TopicMeta(Part):
    type: Literal["topic"] = "topic"
    detail_url: str = Field(json_schema_extra={"format": "uri"})
    html_url: str = Field(json_schema_extra={"format": "uri"})
    articles_url: str = Field(json_schema_extra={"format": "uri"}, description="Its articles in this API.")
    feed_url: str = Field(json_schema_extra={"format": "uri"}, description="Its articles as RSS.")


class Topic(Part):
    """A topic that public articles carry."""

    id: str = Field(description="Its slug.")
    meta: TopicMeta
    name: str
    articles: int = Field(ge=1)


class Topics(Part):
    meta: Counted
    items: tuple[Topic, ...]


class PublicNote(Note):
    """A correction or a withdrawal, and of which page."""

    id: int
    page_id: int
    page_kind: str
    headline: str = Field(description="As it read when this was told.")
    short_url: str = Field(json_schema_extra={"format": "uri"}, description="Leads to the page; 410 for one withdrawn.")


class PublicNotes(Part):
    meta: Counted
    items: tuple[PublicNote, ...]


class Problem(Part):
    """What was wrong with a question: one sentence in the language of the site, and a reason for each parameter in English."""

    message: str
    errors: tuple["BadParameter", ...] = ()


class BadParameter(Part):
    parameter: str
    reason: str


class Gone(Part):
    """A page that was taken back, with its public notice."""

    message: str
    notice: str
    withdrawn_at: AwareDatetime | None = Field(description="null for a page whose time is over.")
    short_url: str = Field(json_schema_extra={"format": "uri"})


class Endpoint(Part):
    name: str
    url: str = Field(json_schema_extra={"format": "uri"})


class Root(Part):
    """Where everything is."""

    name: str
    openapi_url: str = Field(json_schema_extra={"format": "uri"})
    endpoints: tuple[Endpoint, ...]
