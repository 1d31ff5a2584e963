"""A sheet of paper as Vietnamese papers are typed: A4, wide left margin, Times New Roman 14, the page's number on top.

Paper, margins, typeface and the place of the page numbers are those of Nghị định 30/2020/NĐ-CP (appendix I), which offices are used
to; nothing else of it applies, since this is a working paper and no administrative document.
"""

import io
import re
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ...comparison.outline import Rich
from ..binding import FRAME, PROPERTY

_FONT = "Times New Roman"
# What XML can't hold, though text may: it would keep the whole document from being written.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MARKS = {"bold": "b", "italic": "i", "strike": "strike"}
_PROPERTIES = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
    '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{name}"><vt:lpwstr>{value}</vt:lpwstr>'
    "</property></Properties>"
)


class Sheet:
    """A document that is being written; every paragraph gets a bookmark."""

    def __init__(self) -> None:
        self.document: Any = Document()
        self._bookmarks = 0
        self._set_up()

    def _set_up(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = Mm(20)
        section.left_margin, section.right_margin = Mm(30), Mm(15)
        section.different_first_page_header_footer = True
        styles = self.document.styles
        for name in ("Normal", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "List Number", "Header", "Footer"):
            font = styles[name].font
            font.name = _FONT
            fonts = styles[name].element.get_or_add_rPr().get_or_add_rFonts()
            for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
                fonts.set(qn(script), _FONT)
            for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
                fonts.attrib.pop(qn(theme), None)
            if name.startswith("Heading"):
                font.color.rgb, font.bold, font.italic = None, True, False
                for colour in styles[name].element.rPr.findall(qn("w:color")):
                    styles[name].element.rPr.remove(colour)
        for name, size in (("Normal", 14), ("Heading 1", 16), ("Heading 2", 14), ("Heading 3", 14)):
            styles[name].font.size = Pt(size)
        styles["Normal"].paragraph_format.space_after = Pt(6)

    def paragraph(
        self,
        rich: Rich | str,
        name: str = "",
        *,
        into: Any = None,
        style: str = "Normal",
        size: float = 0,
        bold: bool = False,
        italic: bool = False,
        centred: bool = False,
        justified: bool = False,
    ) -> Any:
        """A paragraph with its bookmark; ``name`` is that of a text of the story, else one of the form's own is made."""
        made = into if into is not None else self.document.add_paragraph()
        made.style = self.document.styles[style]
        if centred or justified:
            made.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.JUSTIFY
        self._begin(made, name)
        for text, marks in _runs(rich):
            run = made.add_run()
            _write(run, _UNWRITABLE.sub("", text))
            run.bold = bold or "bold" in marks or None
            run.italic = italic or "italic" in marks or None
            run.underline = ("underline" in marks or "link" in marks) or None
            if "strike" in marks:
                run.font.strike = True
            if size:
                run.font.size = Pt(size)
        self._end(made)
        return made

    def picture(self, data: bytes, width: int) -> None:
        """A picture on a line of its own; ``width`` in millimetres."""
        made = self.document.add_paragraph()
        made.alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._begin(made, "")
        made.add_run().add_picture(io.BytesIO(data), width=Mm(width))
        self._end(made)

    def table(self, rows: int, columns: int, *, ruled: bool = True) -> Any:
        made = self.document.add_table(rows=rows, cols=columns)
        if ruled:
            made.style = self.document.styles["Table Grid"]
        return made

    def field(self, paragraph: Any, code: str) -> None:
        """A field that the reader's program fills in, such as ``PAGE``."""
        for kind in ("begin", "", "end"):
            run = paragraph.add_run()
            if kind:
                mark = OxmlElement("w:fldChar")
                mark.set(qn("w:fldCharType"), kind)
            else:
                mark = OxmlElement("w:instrText")
                mark.text = code
            run._r.append(mark)

    def bind(self, value: str) -> None:
        """Writes the property that ties the document to its version."""
        package = self.document.part.package
        part = Part(
            PackURI("/docProps/custom.xml"),
            "application/vnd.openxmlformats-officedocument.custom-properties+xml",
            _PROPERTIES.format(name=PROPERTY, value=value).encode(),
            package,
        )
        package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)

    def as_bytes(self) -> bytes:
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()

    def _begin(self, paragraph: Any, name: str) -> None:
        self._bookmarks += 1
        name = name or f"{FRAME}{self._bookmarks}"
        paragraph._p.append(_mark(f'<w:bookmarkStart w:id="{self._bookmarks}" w:name="{name}"/>'))

    def _end(self, paragraph: Any) -> None:
        paragraph._p.append(_mark(f'<w:bookmarkEnd w:id="{self._bookmarks}"/>'))


def _mark(xml: str) -> Any:
    return parse_xml(xml.replace("/>", ' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'))


def _runs(rich: Rich | str) -> list[tuple[str, frozenset[str]]]:
    if isinstance(rich, str):
        return [(rich, frozenset())] if rich else []
    return [(text, style.marks | ({"link"} if style.link else frozenset())) for text, style in rich.runs]


def _write(run: Any, text: str) -> None:
    """The text as it is: python-docx would take a tab for a tabulator, and drop a hyphen that does not break."""
    for number, line in enumerate(text.split("\n")):
        if number:
            run._r.append(OxmlElement("w:br"))
        if line:
            written = OxmlElement("w:t")
            written.text = line
            written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run._r.append(written)
