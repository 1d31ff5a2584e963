"""The story: what a version says, as an immutable typed value that holds everything a reader may see of it.

A draft becomes a story by one function (`cms.publication.pages.ReviewedPage.story`). Comparison, proofreading, preview,
seal, page, feed, search, mail, post and API work from a story and from nothing else.
"""

from .blocks import (
    AgendaBlock,
    Block,
    DocumentBlock,
    EmbedBlock,
    FactBoxBlock,
    GalleryBlock,
    PhotoBlock,
    QuoteBlock,
    RelatedBlock,
    TableBlock,
    TextBlock,
)
from .canonical import canonical_json, digest_of, parse_story
from .details import (
    DelegateRow,
    Details,
    DigestDetails,
    DigestEntry,
    FrontDetails,
    ImprintDetails,
    OfficeHeld,
    PersonDetails,
    SectionDetails,
    SessionDetails,
)
from .parts import AgendaItem, Change, Document, Mention, Photo, Post, SessionRef, SignedAs, Topic, Wording
from .story import Story, StoryKind

__all__ = [
    "AgendaBlock",
    "AgendaItem",
    "Block",
    "Change",
    "DelegateRow",
    "Details",
    "DigestDetails",
    "DigestEntry",
    "Document",
    "DocumentBlock",
    "EmbedBlock",
    "FactBoxBlock",
    "FrontDetails",
    "GalleryBlock",
    "ImprintDetails",
    "Mention",
    "OfficeHeld",
    "PersonDetails",
    "Photo",
    "PhotoBlock",
    "Post",
    "QuoteBlock",
    "RelatedBlock",
    "SectionDetails",
    "SessionDetails",
    "SessionRef",
    "SignedAs",
    "Story",
    "StoryKind",
    "TableBlock",
    "TextBlock",
    "Topic",
    "Wording",
    "canonical_json",
    "digest_of",
    "parse_story",
]
