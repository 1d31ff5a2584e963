"""The blocks of a story on paper, in their order: each text under the name by which it is found again."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cms.publication.story import (
    AgendaBlock,
    Block,
    DocumentBlock,
    EmbedBlock,
    FactBoxBlock,
    GalleryBlock,
    Photo,
    PhotoBlock,
    QuoteBlock,
    RelatedBlock,
    Story,
    TableBlock,
    TextBlock,
)

from ..binding import bookmark_of
from ..slots import Slot
from .pictures import thumbnail
from .sheet import Sheet

_WIDTH = 100
"""Millimetres of a photo on paper."""
_STYLES = {"h2": "Heading 2", "h3": "Heading 2", "h4": "Heading 3", "ul": "List Bullet", "ol": "List Number"}


class BodyWriter:
    """Writes texts of the story by their paths; the ones that say nothing are left out."""

    def __init__(self, sheet: Sheet, slots: dict[str, Slot], headlines: dict[int, str]) -> None:
        self.sheet, self.slots, self.headlines = sheet, slots, headlines

    def write(self, story: Story) -> None:
        if story.lead_photo:
            self.photo("lead", story.lead_photo)
        for number, block in enumerate(story.blocks):
            self.block(f"b{number}", block)

    def text(self, path: str, **form: Any) -> None:
        """One text, set as it is in the article."""
        slot = self.slots[path]
        if slot.text or form.get("into") is not None:
            form.setdefault("style", _STYLES.get(slot.form.rstrip("0123456789") if slot.form[0] in "uo" else slot.form))
            form["style"] = form["style"] or "Normal"
            self.sheet.paragraph(slot.rich, bookmark_of(path), **form)

    def paragraphs(self, path: str, **form: Any) -> None:
        for slot in self.slots.values():
            if slot.kind == "paragraph" and slot.path.startswith(f"{path}.p"):
                set_as = form if slot.form != "p" else {"justified": True, **form}
                self.text(slot.path, **set_as)

    def block(self, path: str, block: Block) -> None:
        getattr(self, f"_{block.type}")(path, block)

    def _text(self, path: str, block: TextBlock) -> None:
        self.paragraphs(path)

    def _fact_box(self, path: str, block: FactBoxBlock) -> None:
        self.text(f"{path}.title")
        self.paragraphs(path, italic=True)

    def _gallery(self, path: str, block: GalleryBlock) -> None:
        self.text(f"{path}.title", bold=True, centred=True)
        for number, photo in enumerate(block.photos):
            self.photo(f"{path}.i{number}", photo)

    def _quote(self, path: str, block: QuoteBlock) -> None:
        self.text(f"{path}.text", italic=True)
        self.text(f"{path}.signature", bold=True)

    def _agenda(self, path: str, block: AgendaBlock) -> None:
        self.text(f"{path}.title")
        names = ("time", "title", "speaker")
        cells = [[f"{path}.i{row}.{name}" for name in names] for row in range(len(block.items))]
        self._cells(cells, lambda row, column: False)

    def _table(self, path: str, block: TableBlock) -> None:
        self.text(f"{path}.caption", bold=True, centred=True)
        cells = [[f"{path}.r{row}.c{column}" for column in range(len(texts))] for row, texts in enumerate(block.rows)]
        self._cells(cells, lambda row, column: (block.header_row and not row) or (block.header_column and not column))

    def _embed(self, path: str, block: EmbedBlock) -> None:
        self.text(f"{path}.title")
        self.sheet.paragraph(block.url, size=12)

    def _related(self, path: str, block: RelatedBlock) -> None:
        for page_id in block.page_ids:
            title = self.headlines.get(page_id, f"#{page_id}")
            self.sheet.paragraph(pgettext("paper", "See also: %(title)s") % {"title": title}, size=12)

    def _document(self, path: str, block: DocumentBlock) -> None:
        self.text(f"{path}.title")
        self.sheet.paragraph(block.document.filename, size=12)

    def _photo(self, path: str, block: PhotoBlock) -> None:
        self.text(f"{path}.title", bold=True, centred=True)
        if block.photo is None:
            self.sheet.paragraph(pgettext("paper", "[Place kept for a photo]"), centred=True, italic=True, size=12)
        else:
            self._picture(block.photo)
        self.text(f"{path}.caption", centred=True, italic=True, size=12)
        if block.photo:
            self._words(path)

    def photo(self, path: str, photo: Photo) -> None:
        self._picture(photo)
        self._words(path)

    def _picture(self, photo: Photo) -> None:
        if data := thumbnail(photo):
            self.sheet.picture(data, _WIDTH)
        else:
            words = pgettext("paper", "[Photo: %(alt)s]") % {"alt": photo.alt}
            self.sheet.paragraph(words, centred=True, italic=True, size=12)

    def _words(self, path: str) -> None:
        """Caption and credit as the photo library has them."""
        self.text(f"{path}.photo_caption", centred=True, italic=True, size=12)
        if self.slots[f"{path}.credit"].text:
            self.sheet.paragraph(_("Photo: %(credit)s") % {"credit": ""}, centred=True, size=12)
            self.text(f"{path}.credit", centred=True, size=12)

    def _cells(self, cells: list[list[str]], is_heading: Callable[[int, int], bool]) -> None:
        width = max((len(paths) for paths in cells), default=0)
        if not width:
            return
        made = self.sheet.table(len(cells), width)
        for row, paths in enumerate(cells):
            shown = made.rows[row].cells
            for column, path in enumerate(paths):
                bold = bool(is_heading(row, column))
                self.text(path, into=shown[column].paragraphs[0], style="Normal", size=12, bold=bold)
        self.sheet.paragraph("", size=6)
