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


def blocks_of(body: Any, context: StoryContext) -> tuple[story.Block, ...]:
    """The body's blocks as story values, without those that say nothing yet."""
    found = [child.block.to_story(child.value, context) for child in body or [] if isinstance(child.block, StoryBlock)]
    return tuple(block for block in found if block is not None)
