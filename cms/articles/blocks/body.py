from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wagtail import blocks

from cms.publication import story

from ..context import StoryContext
from .agenda import AgendaBlock
from .base import StoryBlock
from .files import DocumentBlock, EmbedBlock, RelatedBlock
from .photos import GalleryBlock, PhotoBlock
from .quote import QuoteBlock
from .tables import TableBlock
from .text import FactBoxBlock, TextBlock


class BodyBlock(blocks.StreamBlock):
    """The body of an article."""

    text = TextBlock()
    photo = PhotoBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    agenda = AgendaBlock()
    fact_box = FactBoxBlock()
    document = DocumentBlock()
    table = TableBlock()
    embed = EmbedBlock()
    related = RelatedBlock()


class FullTextBlock(blocks.StreamBlock):
    """The full text of a document: what stands on its paper, and nothing beside it."""

    text = TextBlock()
    table = TableBlock()
    photo = PhotoBlock()


@dataclass(frozen=True)
class BlockPlace:
    """Where a block stands in the editor: its number there, from 1, what it is called, and its id."""

    number: int
    label: str
    id: str


def blocks_of(body: Any, context: StoryContext) -> tuple[story.Block, ...]:
    """The body's blocks as story values, without those that say nothing yet."""
    return tuple(block for block, _place in _told(body, context))


def places_of(body: Any, context: StoryContext) -> tuple[BlockPlace, ...]:
    """For each of ``blocks_of`` its place in the body, where blocks that say nothing yet are counted as well."""
    return tuple(place for _block, place in _told(body, context))


def _told(body: Any, context: StoryContext) -> Iterator[tuple[story.Block, BlockPlace]]:
    for number, child in enumerate(body or [], start=1):
        block = child.block.to_story(child.value, context) if isinstance(child.block, StoryBlock) else None
        if block is not None:
            yield block, BlockPlace(number, str(child.block.label), str(child.id or ""))
