"""The blocks of a body, as values. Rich text is clean HTML in which links to pages keep ``linktype`` and ``id``:
the address is looked up when the story is rendered, so that moving a page needs no new seal."""

from typing import Annotated, Literal

from pydantic import Field

from .parts import AgendaItem, Document, Photo, Text, Value


class TextBlock(Value):
    type: Literal["text"] = "text"
    html: Text


class PhotoBlock(Value):
    """A photo in the body. Without ``photo`` it is a placeholder that stops submission."""

    type: Literal["photo"] = "photo"
    photo: Photo | None = None
    title: Text = ""
    caption: Text = ""


class GalleryBlock(Value):
    type: Literal["gallery"] = "gallery"
    title: Text = ""
    photos: tuple[Photo, ...]


class QuoteBlock(Value):
    type: Literal["quote"] = "quote"
    text: Text
    person_id: int | None = None
    name: Text = ""
    office: Text = ""


class AgendaBlock(Value):
    type: Literal["agenda"] = "agenda"
    title: Text = ""
    items: tuple[AgendaItem, ...]


class FactBoxBlock(Value):
    type: Literal["fact_box"] = "fact_box"
    title: Text
    html: Text


class DocumentBlock(Value):
    type: Literal["document"] = "document"
    document: Document


class TableBlock(Value):
    """A table of plain text cells; ``header_row`` and ``header_column`` say which cells are headings."""

    type: Literal["table"] = "table"
    caption: Text = ""
    header_row: bool = True
    header_column: bool = False
    rows: tuple[tuple[Text, ...], ...]


class EmbedBlock(Value):
    """A work on another site, shown as a link: the page itself loads nothing from elsewhere."""

    type: Literal["embed"] = "embed"
    url: str
    title: Text
    provider: Text = ""


class RelatedBlock(Value):
    """Other pages by id; headline and address are looked up among publications when the story is rendered."""

    type: Literal["related"] = "related"
    page_ids: tuple[int, ...]


Block = Annotated[
    TextBlock
    | PhotoBlock
    | GalleryBlock
    | QuoteBlock
    | AgendaBlock
    | FactBoxBlock
    | DocumentBlock
    | TableBlock
    | EmbedBlock
    | RelatedBlock,
    Field(discriminator="type"),
]
