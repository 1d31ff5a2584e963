"""The blocks of an article's body, a file a theme. Each tells its story value by ``to_story``."""

from .agenda import AgendaBlock
from .base import StoryBlock
from .body import BlockPlace, BodyBlock, FullTextBlock, blocks_of, places_of
from .files import DocumentBlock, EmbedBlock, RelatedBlock
from .photos import GalleryBlock, PhotoBlock
from .quote import QuoteBlock
from .tables import TableBlock
from .text import FactBoxBlock, TextBlock
from .zones import ZonesBlock, raw_zones, zones_of

__all__ = [
    "AgendaBlock",
    "BlockPlace",
    "BodyBlock",
    "DocumentBlock",
    "EmbedBlock",
    "FactBoxBlock",
    "FullTextBlock",
    "GalleryBlock",
    "PhotoBlock",
    "QuoteBlock",
    "RelatedBlock",
    "StoryBlock",
    "TableBlock",
    "TextBlock",
    "ZonesBlock",
    "blocks_of",
    "places_of",
    "raw_zones",
    "zones_of",
]
