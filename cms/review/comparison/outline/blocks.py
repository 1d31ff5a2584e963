"""The blocks of a body as items. A text is laid out as its paragraphs, so that each of them can be moved or removed."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from cms.publication.story import (
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

from .formatted import paragraphs
from .parts import agenda_item, document_item, photo_item, photo_lines
from .values import Grid, Item, Listing, value, words, yes


def body_items(blocks: tuple[Block, ...]) -> tuple[Item, ...]:
    """The body in its order."""
    items: list[Item] = []
    after_text = False
    for block in blocks:
        if isinstance(block, TextBlock):
            items.extend(_text(block, after_text))
        else:
            items.append(_ITEMS[type(block)](block))
        after_text = isinstance(block, TextBlock)
    return tuple(items)


def _text(block: TextBlock, after_text: bool) -> Iterator[Item]:
    """The paragraphs; where two blocks of text touch, the first of the second says so."""
    for at, item in enumerate(paragraphs(block.html)):
        if after_text and not at:
            yield replace(item, lines=(*item.lines, yes("new_block", True)))
        else:
            yield item


def _gallery(block: GalleryBlock) -> Item:
    photos = Listing("photos", tuple(map(photo_item, block.photos)))
    return Item("gallery", (words("title", block.title),), (photos,))


def _quote(block: QuoteBlock) -> Item:
    return Item(
        "quote",
        (
            words("quote", block.text),
            words("name", block.name),
            words("office", block.office),
            value("person", block.person_id),
        ),
    )


def _agenda(block: AgendaBlock) -> Item:
    items = Listing("agenda", tuple(map(agenda_item, block.items)))
    return Item("agenda", (words("title", block.title),), (items,))


def _fact_box(block: FactBoxBlock) -> Item:
    return Item("fact_box", (words("title", block.title),), (Listing("text", paragraphs(block.html)),))


def _document(block: DocumentBlock) -> Item:
    return document_item(block.document)


def _embed(block: EmbedBlock) -> Item:
    lines = (words("title", block.title), words("provider", block.provider), value("address", block.url))
    return Item("embed", lines, key=block.url)


def _related(block: RelatedBlock) -> Item:
    return Item("related", lists=(Listing("pages", tuple(map(page_item, block.page_ids))),))


def _photo(block: PhotoBlock) -> Item:
    own = (words("title", block.title), words("own_caption", block.caption))
    if block.photo is None:
        return Item("photo", (*own, yes("placeholder", True)))
    return Item("photo", (*own, *photo_lines(block.photo)), key=str(block.photo.image_id), picture=block.photo)


def _table(block: TableBlock) -> Item:
    lines = (
        words("caption", block.caption),
        yes("header_row", block.header_row),
        yes("header_column", block.header_column),
    )
    width = max(map(len, block.rows), default=0)
    rows = tuple((*row, *[""] * (width - len(row))) for row in block.rows)
    return Item("table", lines, grid=Grid(rows, block.header_row, block.header_column))


def page_item(page_id: int) -> Item:
    """Another page, by its number: what it is called now is no part of the story."""
    return Item("page", (value("page", page_id),), key=str(page_id), firm=True)


_ITEMS: dict[type, Callable[..., Item]] = {
    AgendaBlock: _agenda,
    DocumentBlock: _document,
    EmbedBlock: _embed,
    FactBoxBlock: _fact_box,
    GalleryBlock: _gallery,
    PhotoBlock: _photo,
    QuoteBlock: _quote,
    RelatedBlock: _related,
    TableBlock: _table,
}
