"""Papers of the demo congress as files: Word documents and plain text, in which Vietnamese needs no font of ours."""

import datetime as dt
import io
from collections.abc import Callable

from docx import Document

from cms.text.dates import short_day
from cms.text.fold import slug

from .content import PaperData

HEADING = "ĐẢNG BỘ THÀNH PHỐ HẢI VÂN"
NOTE = "Tài liệu mẫu: mọi tên gọi, số hiệu, số liệu đều là hư cấu."


def paper_file(paper: PaperData) -> tuple[bytes, str]:
    """The file of a paper and its name."""
    return _MAKERS[paper.format](paper), f"{slug(paper.title)}.{paper.format}"


def _docx(paper: PaperData) -> bytes:
    document = Document()
    moment = dt.datetime.combine(paper.day, dt.time(8))
    document.core_properties.author = "Bản tin Đại hội Hải Vân"
    document.core_properties.title = paper.title
    document.core_properties.created = document.core_properties.modified = moment
    document.add_paragraph(HEADING)
    document.add_paragraph(_reference(paper))
    document.add_heading(paper.title, level=1)
    for line in _lines(paper):
        document.add_paragraph(line)
    document.add_paragraph(NOTE)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _txt(paper: PaperData) -> bytes:
    parts = [HEADING, _reference(paper), paper.title.upper(), *_lines(paper), NOTE]
    return "\n\n".join(parts).encode() + b"\n"


def _reference(paper: PaperData) -> str:
    return f"Số: {paper.number}, ngày {short_day(paper.day)}"


def _lines(paper: PaperData) -> list[str]:
    return [line for line in paper.text.strip().splitlines() if line.strip()]


_MAKERS: dict[str, Callable[[PaperData], bytes]] = {"docx": _docx, "txt": _txt}
