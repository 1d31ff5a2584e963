import datetime as dt
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from .blocks import Block, DocumentBlock, GalleryBlock, PhotoBlock, QuoteBlock
from .details import BodyDetails, Details, DocumentDetails, FrontDetails, PersonDetails, SessionDetails
from .parts import Change, Document, Mention, Photo, Post, SessionRef, SignedAs, Text, Topic, Value, Wording
from .zones import DocumentsZone, RiverZone

StoryKind = Literal["article", "front", "section", "session", "person", "imprint", "digest", "document", "page", "body"]

Genre = Literal["", "photo_essay"]
"""What an article is told by; empty for words."""


class Story(Value):
    """Everything that one version of a page says to its readers.

    What moves without a new approval (path, section, whether it is withdrawn) is not part of it: that stands on the shelf.
    """

    schema_version: Literal[1] = 1
    kind: StoryKind
    page_id: int
    genre: Genre = ""
    language: str = "vi"
    slug: str
    headline: Text
    short_headline: Text = ""
    lede: Text = ""
    dateline_place: Text = ""
    day: dt.date | None = Field(
        default=None, description="The day that the story tells of; names and offices are those of this day."
    )
    byline: tuple[Text, ...] = ()
    lead_photo: Photo | None = None
    blocks: tuple[Block, ...] = ()
    session: SessionRef | None = None
    topics: tuple[Topic, ...] = ()
    mentions: tuple[Mention, ...] = ()
    details: Details | None = None
    wordings: tuple[Wording, ...] = Field(default=(), description="What somebody has written for single channels.")
    signed_as: tuple[SignedAs, ...] = Field(default=(), description="How the accounts of channels identify themselves.")
    posts: tuple[Post, ...] = ()
    changes: tuple[Change, ...] = Field(
        default=(), description="What was changed after it had been public, the oldest first."
    )
    go_live_at: dt.datetime | None = None
    expire_at: dt.datetime | None = None

    def photos(self) -> Iterator[Photo]:
        """Every photo that readers of the story see, in the order shown; one photo may come twice."""
        if self.lead_photo:
            yield self.lead_photo
        for block in self.blocks:
            if isinstance(block, PhotoBlock) and block.photo:
                yield block.photo
            elif isinstance(block, GalleryBlock):
                yield from block.photos
        if isinstance(self.details, PersonDetails) and self.details.portrait:
            yield self.details.portrait
        elif isinstance(self.details, BodyDetails):
            yield from (member.portrait for member in self.details.members if member.portrait)

    def every_photo(self) -> Iterator[Photo]:
        """The same, and those that only its posts show."""
        yield from self.photos()
        yield from (wording.photo for wording in self.wordings if wording.photo and not wording.without_photo)

    def wording(self, channel: str) -> Wording:
        """What somebody has written for a channel; an empty one where nobody has."""
        return next((each for each in self.wordings if each.channel == channel), Wording(channel=channel))

    def line_for(self, channel: str) -> str:
        """The line under each post of the channel; empty for none."""
        return next((each.line for each in self.signed_as if each.channel == channel), "")

    def post(self, channel: str) -> dict[str, Any] | None:
        """The payload for a channel; None where it goes to none."""
        return next((post.payload for post in self.posts if post.channel == channel), None)

    def documents(self) -> Iterator[Document]:
        """Every file that the story offers."""
        for block in self.blocks:
            if isinstance(block, DocumentBlock):
                yield block.document
        if isinstance(self.details, SessionDetails):
            yield from self.details.papers
        elif isinstance(self.details, FrontDetails):
            for zone in self.details.zones:
                if isinstance(zone, DocumentsZone):
                    yield from zone.documents
        elif isinstance(self.details, DocumentDetails):
            yield from self.details.files

    def person_ids(self) -> frozenset[int]:
        """The registry's persons in the story: mentioned, quoted, presiding, on a delegate list, signing."""
        ids = {mention.person_id for mention in self.mentions}
        ids.update(block.person_id for block in self.blocks if isinstance(block, QuoteBlock) and block.person_id)
        if isinstance(self.details, PersonDetails):
            ids.add(self.details.person_id)
        elif isinstance(self.details, SessionDetails):
            rows = (*self.details.chair, *self.details.delegates)
            ids.update(row.person_id for row in rows if row.person_id)
        elif isinstance(self.details, BodyDetails):
            ids.update(member.person_id for member in self.details.members)
        elif isinstance(self.details, DocumentDetails):
            ids.update(row.person_id for row in (self.details.signer,) if row and row.person_id)
        return frozenset(ids)

    def session_id(self) -> int | None:
        """The session that the story covers or describes."""
        if isinstance(self.details, SessionDetails):
            return self.details.session_id
        return self.session.session_id if self.session else None

    def facts(self) -> frozenset[str]:
        """The shared facts that the story shows, as ``"kind:id"``: a change of one proposes a new version."""
        keys = {f"person:{pk}" for pk in self.person_ids()}
        keys.update(f"image:{photo.image_id}" for photo in self.every_photo())
        keys.update(f"document:{document.document_id}" for document in self.documents())
        keys.update(f"topic:{topic.slug}" for topic in self.topics)
        if isinstance(self.details, FrontDetails):
            rivers = (zone for zone in self.details.zones if isinstance(zone, RiverZone))
            keys.update(f"topic:{zone.topic.slug}" for zone in rivers if zone.topic)
        if session_id := self.session_id():
            keys.add(f"session:{session_id}")
        if isinstance(self.details, BodyDetails):
            keys.add(f"body:{self.details.body_id}")
        return frozenset(keys)
