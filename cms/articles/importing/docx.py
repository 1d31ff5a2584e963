"""A Word document taken apart, from its XML: python-docx leaves out text in tracked changes, fields and boxes."""

import io
from collections.abc import Iterator
from html import escape
from typing import Any

from django.utils.translation import gettext as _
from docx import Document
from docx.oxml.ns import qn

from cms.text.normal import clean

from ..flow import SCHEMES, tidy
from .archive import open_checked
from .errors import ImportFileError
from .items import Item, Line, Picture, Role, Source
from .report import Grid, ListOf

# Old text of tracked changes, and the copy that Word keeps for readers without drawing shapes.
_SKIPPED = {qn("w:del"), qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_FORMATS = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "image/avif": ".avif"}


def read_docx(data: bytes) -> Source:
    """The document's body in its order. Raises ``ImportFileError`` for what is no document or not safe to open."""
    open_checked(data).close()
    try:
        document: Any = Document(io.BytesIO(data))
    except Exception as error:
        # python-docx answers what it does not know with whatever exception its parts raise.
        raise ImportFileError(_("The file is not a .docx document, or it is damaged.")) from error
    reader = _Reader(document)
    reader.read(document.element.body)
    if not any(isinstance(item, Line) for item in reader.source.items):
        raise ImportFileError(_("The file holds no text."))
    return reader.source


class _Reader:
    def __init__(self, document: Any) -> None:
        self.document = document
        self.source = Source()
        self.gap = False
        self.styles = {
            style.get(qn("w:styleId")): (name.get(qn("w:val")) or "").lower()
            for style in document.styles.element.findall(qn("w:style"))
            if (name := style.find(qn("w:name"))) is not None
        }

    def read(self, parent: Any) -> None:
        for element in parent:
            if element.tag == qn("w:p"):
                self.read_paragraph(element)
            elif element.tag == qn("w:tbl"):
                self.read_table(element)
            elif element.tag == qn("w:sdt"):
                for content in element.findall(qn("w:sdtContent")):
                    self.read(content)
            elif element.tag in (qn("w:ins"), qn("w:moveTo"), qn("w:customXml")):
                self.read(element)

    def read_paragraph(self, paragraph: Any) -> None:
        pieces = _Inline(self).pieces(paragraph)
        if not pieces:
            self.gap = True
            return
        role, points = self.role_of(paragraph), self.points_of(paragraph)
        for piece in pieces:
            if isinstance(piece, Picture):
                self.source.items.append(piece)
            elif points is not None:
                self.add_point(piece.html, points)
            else:
                self.source.items.append(Line(piece.text, piece.html, role, after_gap=self.gap))
            self.gap = False
        for box in _inside(paragraph, qn("w:txbxContent")):
            self.read(box)

    def add_point(self, html: str, ordered: bool) -> None:
        items: list[Item] = self.source.items
        if items and isinstance(last := items[-1], ListOf) and last.ordered == ordered and not self.gap:
            items[-1] = ListOf((*last.items, html), ordered)
        else:
            items.append(ListOf((html,), ordered))

    def read_table(self, table: Any) -> None:
        """A table of text; one that only lays out a single column is read as what stands in it."""
        rows = table.findall(qn("w:tr"))
        cells = [row.findall(qn("w:tc")) for row in rows]
        width = max((len(row) for row in cells), default=0)
        if width <= 1 or any(_inside(table, qn("a:blip"))):
            for row in cells:
                for cell in row:
                    self.read(cell)
            return
        texts = [tuple(self.cell_text(cell) for cell in row) for row in cells]
        filled = [(*row, *[""] * (width - len(row))) for row in texts if any(row)]
        if filled:
            self.source.items.append(Grid(tuple(filled)))

    def cell_text(self, cell: Any) -> str:
        lines = [
            piece.text
            for paragraph in cell.iter(qn("w:p"))
            for piece in _Inline(self).pieces(paragraph)
            if isinstance(piece, Line)
        ]
        return " ".join(lines)

    def role_of(self, paragraph: Any) -> Role:
        style = self.style_of(paragraph)
        if style == "title" and not any(getattr(item, "role", None) is Role.TITLE for item in self.source.items):
            return Role.TITLE
        if style == "caption":
            return Role.CAPTION
        if style == "heading 1" and not self.source.items:
            return Role.TITLE
        return Role.HEADING if style.startswith(("heading", "title")) else Role.PLAIN

    def style_of(self, paragraph: Any) -> str:
        found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return "" if found is None else self.styles.get(found.get(qn("w:val")), "")

    def points_of(self, paragraph: Any) -> bool | None:
        """Whether the points of the list that the paragraph is in are numbered; None outside of lists."""
        found = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        style = self.style_of(paragraph)
        if found is None or found.get(qn("w:val")) == "0":
            return {"list bullet": False, "list number": True}.get(style)
        if style.startswith("heading"):
            return None
        return self.format_of(found.get(qn("w:val"))) not in ("bullet", "none")

    def format_of(self, number: str) -> str:
        try:
            numbering = self.document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return "bullet"
        link = numbering.find(f"{qn('w:num')}[@{qn('w:numId')}='{number}']/{qn('w:abstractNumId')}")
        if link is None:
            return "bullet"
        abstract = numbering.find(
            f"{qn('w:abstractNum')}[@{qn('w:abstractNumId')}='{link.get(qn('w:val'))}']/{qn('w:lvl')}/{qn('w:numFmt')}"
        )
        return abstract.get(qn("w:val")) if abstract is not None else "bullet"

    def picture(self, blip: Any) -> Picture:
        part = self.document.part.related_parts.get(blip.get(qn("r:embed")) or "")
        if part is None:
            self.source.warnings.append(_("A picture is not inside the file; its place was kept."))
            return Picture()
        suffix = _FORMATS.get(part.content_type)
        if suffix is None:
            self.source.warnings.append(
                _("A picture of a kind that can't be shown (%(kind)s) was left out; its place was kept.")
                % {"kind": part.content_type}
            )
            return Picture()
        return Picture(part.blob, filename=part.partname.split("/")[-1])

    def address_of(self, link: Any) -> str:
        relation = self.document.part.rels.get(link.get(qn("r:id")) or "")
        if relation is None or not relation.is_external:
            return ""
        address = relation.target_ref
        return address if address.partition(":")[0].lower() in SCHEMES else ""


class _Inline:
    """The text of one paragraph as lines of inline HTML, and the pictures between them."""

    def __init__(self, reader: _Reader) -> None:
        self.reader = reader
        self.found: list[Line | Picture] = []
        self.runs: list[tuple[str, str, str]] = []

    def pieces(self, paragraph: Any) -> list[Line | Picture]:
        self.walk(paragraph, "")
        self.end_line()
        return self.found

    def walk(self, element: Any, address: str) -> None:
        for child in element:
            if child.tag in _SKIPPED or child.tag == qn("w:txbxContent"):
                continue
            if child.tag == qn("w:hyperlink"):
                self.walk(child, self.reader.address_of(child))
            elif child.tag == qn("w:r"):
                self.walk_run(child, address)
            elif child.tag == qn("a:blip"):
                self.end_line()
                self.found.append(self.reader.picture(child))
            elif child.tag != qn("w:pPr"):
                self.walk(child, address)

    def walk_run(self, run: Any, address: str) -> None:
        marks = "".join(tag for tag in "bi" if _is_on(run, tag))
        for child in run:
            if child.tag == qn("w:t"):
                self.runs.append((child.text or "", marks, address))
            elif child.tag == qn("w:tab"):
                self.runs.append((" ", marks, address))
            elif child.tag == qn("w:noBreakHyphen"):
                self.runs.append(("\u2011", marks, address))
            elif child.tag in (qn("w:br"), qn("w:cr")):
                self.end_line()
            elif child.tag in (qn("w:footnoteReference"), qn("w:endnoteReference")):
                self.note_footnotes()
            elif child.tag not in (*_SKIPPED, qn("w:rPr")):
                self.walk(child, address)

    def note_footnotes(self) -> None:
        warning = _("Footnotes were left out.")
        if warning not in self.reader.source.warnings:
            self.reader.source.warnings.append(warning)

    def end_line(self) -> None:
        html = ""
        for text, marks, address in _joined(self.runs):
            piece = escape(clean(text), quote=False)
            for tag in reversed(marks):
                piece = f"<{tag}>{piece}</{tag}>"
            html += f'<a href="{escape(address)}">{piece}</a>' if address else piece
        plain = " ".join(clean("".join(text for text, _marks, _address in self.runs)).split())
        self.runs = []
        if plain:
            self.found.append(Line(text=plain, html=tidy(html)))


def _joined(runs: list[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """Runs with the same marks put together: Word splits a sentence wherever a cursor stood.

    A line that is marked from end to end loses its marks: that is layout.
    """
    if len({marks for text, marks, _address in runs if text.strip()}) == 1:
        runs = [(text, "", address) for text, _marks, address in runs]
    merged: list[tuple[str, str, str]] = []
    for text, marks, address in runs:
        if merged and merged[-1][1:] == (marks, address):
            merged[-1] = (merged[-1][0] + text, marks, address)
        else:
            merged.append((text, marks, address))
    yield from merged


def _is_on(run: Any, tag: str) -> bool:
    found = run.find(f"{qn('w:rPr')}/{qn('w:' + tag)}")
    return found is not None and found.get(qn("w:val")) not in ("0", "false", "off")


def _inside(element: Any, tag: str) -> Iterator[Any]:
    """The descendants with this tag that are not in a skipped part, nor inside another of them."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in _SKIPPED:
            yield from _inside(child, tag)
