"""A marked-up .docx taken apart: its paragraphs with what was added and removed in each, its comments, and what it was made from.

Only the elements of WordprocessingML that carry words or marks are known here (ECMA-376 part 1, 17.13: annotations). What else
holds words is told, so that nothing a reader wrote is dropped in silence.
"""

import datetime as dt
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from cms.articles.importing.archive import open_checked
from cms.articles.importing.errors import ImportFileError
from cms.text.normal import clean

from ..binding import PROPERTY, digest_in
from .left_out import left_out
from .remarks import Remark, remarks_in
from .wordml import W, author_of, moment_of, part, text_of

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

Op = Literal["same", "added", "removed"]


@dataclass(frozen=True)
class Mark:
    """Who changed something, and when."""

    author: str = ""
    at: dt.datetime | None = None
    moved: bool = False


@dataclass(frozen=True)
class Stretch:
    """Words under one mark; ``comments`` are the ids of those whose passage they are in."""

    op: Op
    text: str
    mark: Mark = Mark()
    comments: frozenset[str] = frozenset()


@dataclass
class Written:
    """A paragraph of the document. ``end`` is what became of its end: one that was added ended no paragraph before."""

    stretches: list[Stretch] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    end: Op = "same"
    listed: bool = False
    in_table: bool = False
    last_in_cell: bool = False

    def text(self, *ops: Op) -> str:
        return "".join(each.text for each in self.stretches if each.op in ops)


@dataclass
class Marked:
    """The document. ``notes`` are sentences about what was found in it and can't be taken in."""

    digest: str
    paragraphs: list[Written]
    remarks: list[Remark]
    notes: list[str]


def read_marked(data: bytes) -> Marked:
    """Raises ``ImportFileError`` for what is no document or not safe to open."""
    with open_checked(data) as archive:
        try:
            return _read(archive)
        except RecursionError as error:
            raise ImportFileError(_("The file is not a .docx document, or it is damaged.")) from error


def _read(archive: zipfile.ZipFile) -> Marked:
    body = part(archive, "word/document.xml").find(f"{W}body")
    if body is None:
        raise ImportFileError(_("The file is not a .docx document, or it is damaged."))
    reader = _Reader()
    reader.blocks(body, in_table=False)
    reader.beside(archive)
    digest = _bound(archive) or next(
        (found for each in reader.paragraphs if (found := digest_in(each.text("same", "removed")))), ""
    )
    return Marked(digest, reader.paragraphs, remarks_in(archive), list(left_out(reader.found, reader.stray)))


def _bound(archive: zipfile.ZipFile) -> str:
    for entry in part(archive, "docProps/custom.xml"):
        if entry.get("name") == PROPERTY:
            return digest_in("".join(entry.itertext()))
    return ""


# The words


class _Reader:
    def __init__(self) -> None:
        self.paragraphs: list[Written] = []
        self.current = Written()
        self.comments: list[str] = []
        self.found: Counter[str] = Counter()
        self.stray: list[str] = []

    def blocks(self, parent: Element, *, in_table: bool) -> None:
        for element in parent:
            tag = element.tag
            if tag == f"{W}p":
                self.paragraph(element, in_table=in_table)
            elif tag == f"{W}tbl":
                self.table(element)
            elif tag == f"{W}sdt":
                for content in element.findall(f"{W}sdtContent"):
                    self.blocks(content, in_table=in_table)
            elif tag in (f"{W}ins", f"{W}moveTo", f"{W}customXml"):
                self.blocks(element, in_table=in_table)
            elif tag in (f"{W}commentRangeStart", f"{W}commentRangeEnd"):
                self.comment_edge(element)
            elif tag not in _SILENT and "".join(element.itertext()).strip():
                self.stray.append("".join(element.itertext()))

    def table(self, table: Element) -> None:
        for row in _rows(table):
            properties = row.find(f"{W}trPr")
            if properties is not None:
                for kind, tag in (("row_added", "ins"), ("row_removed", "del")):
                    self.found[kind] += properties.find(f"{W}{tag}") is not None
            for cell in row.findall(f"{W}tc"):
                before = len(self.paragraphs)
                self.blocks(cell, in_table=True)
                if len(self.paragraphs) > before:
                    self.paragraphs[-1].last_in_cell = True

    def paragraph(self, element: Element, *, in_table: bool) -> None:
        outer, self.current = self.current, Written(in_table=in_table)
        properties = element.find(f"{W}pPr")
        if properties is not None:
            self.properties(properties)
        self.inline(element, "same", Mark())
        self.paragraphs.append(self.current)
        self.current = outer

    def properties(self, properties: Element) -> None:
        style = properties.find(f"{W}pStyle")
        named = "" if style is None else style.get(f"{W}val", "")
        self.current.listed = properties.find(f"{W}numPr") is not None or named.startswith("List")
        self.found["format"] += properties.find(f"{W}pPrChange") is not None
        marks = properties.find(f"{W}rPr")
        if marks is None:
            return
        for op, tags in _ENDS:
            if any(marks.find(tag) is not None for tag in tags):
                self.current.end = op

    def inline(self, parent: Element, op: Op | None, mark: Mark) -> None:
        """``op`` is None for what was added and removed again: it is in neither version."""
        for element in parent:
            tag = element.tag
            if tag == f"{W}r":
                self.run(element, op, mark)
            elif tag in _ADDING or tag in _REMOVING:
                new: Op = "added" if tag in _ADDING else "removed"
                again = op not in ("same", new)
                self.inline(element, None if again else new, _mark(element))
            elif tag == f"{W}bookmarkStart":
                if name := element.get(f"{W}name"):
                    self.current.names.append(name)
            elif tag in (f"{W}commentRangeStart", f"{W}commentRangeEnd"):
                self.comment_edge(element)
            elif tag == f"{W}p":
                self.paragraph(element, in_table=False)
            elif tag not in (f"{W}pPr", *_SILENT):
                self.inline(element, op, mark)

    def run(self, run: Element, op: Op | None, mark: Mark) -> None:
        for element in run:
            tag = element.tag
            if tag in (f"{W}t", f"{W}delText"):
                self.add(element.text or "", op, mark)
            elif tag in _SIGNS:
                self.add(_SIGNS[tag], op, mark)
            elif tag == f"{W}commentReference":
                self.refer(element.get(f"{W}id", ""))
            elif tag == f"{W}rPr":
                self.found["format"] += element.find(f"{W}rPrChange") is not None
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self.found["note"] += 1
            elif tag in (f"{W}drawing", f"{W}pict", f"{W}object") or tag.endswith("}AlternateContent"):
                self.found["picture_added"] += op == "added"
                self.found["picture_removed"] += op == "removed"
                self.box(element)

    def box(self, element: Element) -> None:
        """Words in a text box stand beside the article."""
        for inner in element:
            if inner.tag == f"{W}txbxContent":
                text = " ".join(" ".join(each.text or "" for each in inner.iter(f"{W}t")).split())
                if text:
                    self.stray.append(text)
            elif inner.tag != _FALLBACK:
                self.box(inner)

    def add(self, text: str, op: Op | None, mark: Mark) -> None:
        if text and op is not None:
            mark = mark if op != "same" else Mark()
            self.current.stretches.append(Stretch(op, clean(text), mark, frozenset(self.comments)))

    def comment_edge(self, element: Element) -> None:
        name = element.get(f"{W}id", "")
        if element.tag == f"{W}commentRangeStart":
            self.comments.append(name)
        elif name in self.comments:
            self.comments.remove(name)

    def refer(self, name: str) -> None:
        """A comment without a passage is on what stands before its sign."""
        stretches = self.current.stretches
        if stretches and not any(
            name in each.comments for one in (*self.paragraphs, self.current) for each in one.stretches
        ):
            stretches[-1] = replace(stretches[-1], comments=stretches[-1].comments | {name})

    def beside(self, archive: zipfile.ZipFile) -> None:
        """What was changed at the edges of the page."""
        for name in archive.namelist():
            if name.startswith(("word/header", "word/footer", "word/footnotes", "word/endnotes")) and name.endswith(
                ".xml"
            ):
                for element in part(archive, name).iter():
                    if element.tag in (f"{W}ins", f"{W}del"):
                        text = text_of(element)
                        if text.strip():
                            self.stray.append(text)


def _rows(table: Element) -> Iterator[Element]:
    """The table's own rows, and not those of a table in one of its cells."""
    for element in table:
        if element.tag == f"{W}tr":
            yield element
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml"):
            yield from _rows(element)


_ADDING = {f"{W}ins", f"{W}moveTo"}
_REMOVING = {f"{W}del", f"{W}moveFrom"}
_ENDS: tuple[tuple[Op, set[str]], ...] = (("added", _ADDING), ("removed", _REMOVING))
_SIGNS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}
_SILENT = {f"{W}sectPr", f"{W}tcPr", f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}sdtPr", f"{W}sdtEndPr"}


def _mark(element: Element) -> Mark:
    moved = element.tag in (f"{W}moveTo", f"{W}moveFrom")
    return Mark(author_of(element), moment_of(element), moved)
