"""The texts of a story, each with a path: what stands on paper as a paragraph of its own, and can be changed there.

``b3.p2`` is the third paragraph of the fourth block; a path is only of use together with the story it was made from.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import pgettext

from cms.publication.story import (
    AgendaBlock,
    Block,
    DocumentBlock,
    EmbedBlock,
    FactBoxBlock,
    GalleryBlock,
    PhotoBlock,
    QuoteBlock,
    Story,
    TableBlock,
    TextBlock,
)

from ..comparison.outline import Rich
from ..comparison.outline.formatted import paragraphs

Kind = Literal["field", "paragraph", "value", "fixed"]
"""A field of the article, a paragraph of rich text, a text of a block; ``fixed`` comes from elsewhere and is changed there."""


@dataclass(frozen=True)
class Slot:
    """One text. ``form`` is how it is set (``p``, ``h3``, ``ul1`` …), ``limit`` how many characters fit (0: any number)."""

    path: str
    kind: Kind
    rich: Rich
    form: str = "p"
    limit: int = 0

    @property
    def text(self) -> str:
        return self.rich.text

    @property
    def label(self) -> str:
        """What the text is, in words."""
        return label_of(self.path, self.form)


def slots_of(story: Story) -> dict[str, Slot]:
    """Every text of the article by its path, in the order in which it is read."""
    found = [
        Slot("headline", "field", Rich.plain(story.headline), "headline", 255),
        Slot("lede", "field", Rich.plain(story.lede), "lede"),
    ]
    if story.lead_photo:
        found += _photo_words("lead", story.lead_photo.caption, story.lead_photo.credit)
    for number, block in enumerate(story.blocks):
        found += _block(f"b{number}", block)
    return {slot.path: slot for slot in found}


def _value(path: str, text: str, limit: int = 0, form: str = "value") -> Slot:
    return Slot(path, "value", Rich.plain(text), form, limit)


def _fixed(path: str, text: str, form: str = "value") -> Slot:
    return Slot(path, "fixed", Rich.plain(text), form)


def _photo_words(path: str, caption: str, credit: str) -> Iterator[Slot]:
    yield _fixed(f"{path}.photo_caption", caption, "caption")
    yield _fixed(f"{path}.credit", credit, "caption")


def _paragraphs(path: str, html: str) -> Iterator[Slot]:
    for number, item in enumerate(paragraphs(html)):
        words, form = item.lines[0], item.lines[1]
        yield Slot(f"{path}.p{number}", "paragraph", words.rich, form.rich.text)


def _block(path: str, block: Block) -> Iterator[Slot]:
    return _BLOCKS[type(block)](path, block) if type(block) in _BLOCKS else iter(())


def _text(path: str, block: TextBlock) -> Iterator[Slot]:
    return _paragraphs(path, block.html)


def _fact_box(path: str, block: FactBoxBlock) -> Iterator[Slot]:
    yield _value(f"{path}.title", block.title, 160, "h3")
    yield from _paragraphs(path, block.html)


def _photo(path: str, block: PhotoBlock) -> Iterator[Slot]:
    yield _value(f"{path}.title", block.title, 250, "caption")
    yield _value(f"{path}.caption", block.caption, 500, "caption")
    if block.photo:
        shown = "" if block.caption else block.photo.caption
        yield from _photo_words(path, shown, block.photo.credit)


def _gallery(path: str, block: GalleryBlock) -> Iterator[Slot]:
    yield _value(f"{path}.title", block.title, 250, "caption")
    for number, photo in enumerate(block.photos):
        yield from _photo_words(f"{path}.i{number}", photo.caption, photo.credit)


def _quote(path: str, block: QuoteBlock) -> Iterator[Slot]:
    yield _value(f"{path}.text", block.text, form="quote")
    yield _fixed(f"{path}.signature", ", ".join(filter(None, (block.name, block.office))))


def _agenda(path: str, block: AgendaBlock) -> Iterator[Slot]:
    yield _value(f"{path}.title", block.title, 160, "h3")
    for number, item in enumerate(block.items):
        yield _value(f"{path}.i{number}.time", item.time, 40, "cell")
        yield _value(f"{path}.i{number}.title", item.title, 400, "cell")
        yield _value(f"{path}.i{number}.speaker", item.speaker, 250, "cell")


def _table(path: str, block: TableBlock) -> Iterator[Slot]:
    yield _value(f"{path}.caption", block.caption, form="caption")
    for row, cells in enumerate(block.rows):
        for column, cell in enumerate(cells):
            yield _value(f"{path}.r{row}.c{column}", cell, form="cell")


def _embed(path: str, block: EmbedBlock) -> Iterator[Slot]:
    yield _value(f"{path}.title", block.title, 250)


def _document(path: str, block: DocumentBlock) -> Iterator[Slot]:
    yield _fixed(f"{path}.title", block.document.title)


_BLOCKS: dict[type, Callable[..., Iterator[Slot]]] = {
    AgendaBlock: _agenda,
    DocumentBlock: _document,
    EmbedBlock: _embed,
    FactBoxBlock: _fact_box,
    GalleryBlock: _gallery,
    PhotoBlock: _photo,
    QuoteBlock: _quote,
    TableBlock: _table,
    TextBlock: _text,
}
"""Related pages have no text of their own: their headlines are theirs."""


def block_number(path: str) -> int | None:
    """The number of the block that the path leads into; None for what stands before the body."""
    head = path.partition(".")[0]
    return int(head[1:]) if head[:1] == "b" else None


def label_of(path: str, form: str = "") -> str:
    """What stands at the path, in words."""
    if path in ("headline", "lede"):
        return pgettext("paper", "Headline") if path == "headline" else pgettext("paper", "Lede")
    last = path.rpartition(".")[2]
    if last[:1] == "c" and last[1:].isdecimal():
        row = path.split(".")[-2]
        return pgettext("paper", "Table, row %(row)s, column %(column)s") % {
            "row": int(row[1:]) + 1,
            "column": int(last[1:]) + 1,
        }
    if last[:1] == "p" and last[1:].isdecimal():
        return _paragraph_label(form)
    return {
        "title": pgettext("paper", "Title"),
        "caption": pgettext("paper", "Caption"),
        "photo_caption": pgettext("paper", "Caption in the photo library"),
        "credit": pgettext("paper", "Photo credit"),
        "text": pgettext("paper", "Quote"),
        "signature": pgettext("paper", "Who is quoted"),
        "time": pgettext("paper", "Agenda, time"),
        "speaker": pgettext("paper", "Agenda, speaker"),
    }.get(last, last)


def _paragraph_label(form: str) -> str:
    if form in ("h2", "h3", "h4"):
        return pgettext("paper", "Heading in the text")
    return pgettext("paper", "Point of a list") if form[:2] in ("ul", "ol") else pgettext("paper", "Paragraph")
