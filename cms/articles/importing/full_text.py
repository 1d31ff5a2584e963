"""From lines to a document with its head: number, day, issuer, kind and title, then the text with its numbered headings.

Official papers begin with a head (whose body, number and day often stand in a table without borders), then a line that says the
kind (“NGHỊ QUYẾT”) and lines that say about what. What can't be made out is left to the editor: no word of the text is dropped, and
what the head says beside number, day and issuer is told.
"""

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cms.publication.documents import DocumentKind
from cms.text.fold import fold

from .days import day_in
from .door import READERS, check_name, check_size
from .errors import ImportFileError
from .items import Item, Line, Picture, Role, Source
from .report import Grid, Heading, ListOf, Paragraph, PhotoSlot, ReportBlock
from .structure import LONGEST_HEADLINE, check_length

_IN_HEAD = 12
"""Lines and tables among which the title is looked for."""
_LONGEST_HEADING = 200
_WORDS = {
    DocumentKind.REPORT: ("bao cao",),
    DocumentKind.RESOLUTION: ("nghi quyet",),
    DocumentKind.DECISION: ("quyet dinh",),
    DocumentKind.DIRECTIVE: ("chi thi",),
    DocumentKind.CONCLUSION: ("ket luan",),
    DocumentKind.PLAN: ("ke hoach",),
    DocumentKind.PROGRAMME: ("chuong trinh",),
    DocumentKind.RULES: ("quy che", "quy dinh"),
    DocumentKind.NOTICE: ("thong bao", "thong cao"),
    DocumentKind.SPEECH: ("dien van", "phat bieu", "bai phat bieu"),
}
_NEVER_ADOPTED = (DocumentKind.SPEECH, DocumentKind.NOTICE, DocumentKind.OTHER)
_NUMBER = re.compile(r"\bSố\s*:?\s*(\d[\w./ĐđƯư-]*(?:\s?-\s?[\w/.]+)?)", re.IGNORECASE)
_CLOSED = re.compile(r"[.;:,!?…]$")
_FIRST = re.compile(
    r"^(?:(?i:phần\s+(?:thứ\s+\w+|(?:[IVXLC]+|\d+|mở đầu|kết luận)\b)|chương\s+(?:[IVXLC]+|\d+)\b|phụ lục\b)|[IVXLC]{1,6}\s?[.-]\s)"
)
_SECOND = re.compile(r"^(?:(?i:điều\s+\d+|mục\s+(?:[IVXLC]+|\d+)\b)|\d{1,2}(?:\.\d{1,2})?\.\s)")
_NO_TITLE_YET = re.compile(r"^(?:phần(?: thứ)?\s+\w+|chương\s+\w+)[.:]?$", re.IGNORECASE)


@dataclass(frozen=True)
class FullText:
    """A document as it was brought in; empty is what its head does not say."""

    title: str
    kind: DocumentKind = DocumentKind.OTHER
    is_draft: bool = False
    number: str = ""
    issuer: str = ""
    day: dt.date | None = None
    blocks: tuple[ReportBlock, ...] = ()
    warnings: tuple[str, ...] = ()


def read_full_text(name: str, data: bytes) -> FullText:
    """The document in a file, by the file's name and content. Raises ``ImportFileError``."""
    suffix = check_name(name)
    check_size(suffix, len(data))
    return full_text_of(READERS[suffix](data))


def full_text_of(source: Source) -> FullText:
    """The document that the items make. Raises ``ImportFileError`` where there is no text."""
    items = list(source.items)
    check_length(items)
    at = _title_at(items)
    head, rest = items[:at], items[at:]
    title, used = _title(rest)
    said = "\n".join(_texts(head))
    number = _NUMBER.search(said)
    day, _partial = day_in(said)
    blocks = _blocks(rest[used:])
    warnings = list(source.warnings)
    if not blocks:
        warnings.append(_("No body text was found."))
    if head and not number:
        warnings.append(_("The head of the document names no number."))
    if head and day is None:
        warnings.append(_("The head of the document names no day."))
    is_draft = "du thao" in fold(said) or fold(title).startswith(("du thao", "(du thao"))
    if not is_draft and _kind(title) not in _NEVER_ADOPTED:
        warnings.append(_("The file does not say whether the document was adopted: please choose its status."))
    if left := _left_out(head, issuer := _issuer(head)):
        warnings.append(_("Left out of the head: %(words)s") % {"words": " · ".join(left)[:500]})
    return FullText(
        title=title,
        kind=_kind(title),
        is_draft=is_draft,
        number=number[1].replace(" ", "")[:60] if number else "",
        issuer=issuer,
        day=day,
        blocks=tuple(blocks),
        warnings=tuple(warnings),
    )


def _title_at(items: list[Item]) -> int:
    """Where the title begins: the line that the file calls so, else the one that says the kind, else the first line."""
    lines = [(at, item) for at, item in enumerate(items[:_IN_HEAD]) if isinstance(item, Line)]
    for at, line in lines:
        if line.role is Role.TITLE:
            return at
    for at, line in lines:
        if _kind(line.text) is not DocumentKind.OTHER and (line.role is Role.HEADING or _is_title(line)):
            return at
    if not lines:
        raise ImportFileError(_("The file holds no text."))
    return lines[0][0]


def _is_title(line: Line) -> bool:
    return not _CLOSED.search(line.text) and (line.text.isupper() or len(line.text) <= 60)


def _kind(text: str) -> DocumentKind:
    said = fold(text).removeprefix("(").removeprefix("du thao").strip(" )")
    for kind, words in _WORDS.items():
        if any(re.match(rf"{word}\b", said) for word in words):
            return kind
    return DocumentKind.OTHER


def _title(items: list[Item]) -> tuple[str, int]:
    """The title, with the lines below a bare “NGHỊ QUYẾT” that say about what; and how many items it took."""
    first = items[0]
    if not isinstance(first, Line):
        raise ImportFileError(_("The file holds no text."))
    parts, used = [_without_shouting(first.text)], 1
    if len(first.text) <= 30:
        for item in items[1:3]:
            if not isinstance(item, Line) or item.role is Role.HEADING or not _continues(item):
                break
            if len(" ".join([*parts, item.text])) > LONGEST_HEADLINE:
                break
            parts.append(item.text)
            used += 1
    title = " ".join(" ".join(parts).split())
    if len(title) > LONGEST_HEADLINE:
        raise ImportFileError(
            _("The title has %(length)d characters; %(limit)d are the most.")
            % {"length": len(title), "limit": LONGEST_HEADLINE}
        )
    return title, used


def _continues(line: Line) -> bool:
    return (
        len(line.text) <= 200
        and not _CLOSED.search(line.text)
        and not _level(line)
        and not set(line.text) <= set("-_* ")
    )


def _without_shouting(text: str) -> str:
    return text[:1] + text[1:].lower() if text.isupper() and len(text) <= 30 else text


def _texts(head: list[Item]) -> list[str]:
    texts: list[str] = []
    for item in head:
        if isinstance(item, Line):
            texts.append(item.text)
        elif isinstance(item, Grid):
            texts += [cell for row in item.rows for cell in row if cell]
    return texts


def _issuer(head: list[Item]) -> str:
    """The last line of the head that names a body: what stands above it is the body's own superior."""
    names = [text for text in _texts(head) if not _tells_no_body(text)]
    found = names[-1] if names else ""
    return found.split("Số")[0].strip(" *-")[:250]


def _left_out(head: list[Item], issuer: str) -> list[str]:
    """What the head says that no field takes."""
    return [
        text.strip()
        for text in _texts(head)
        if not _tells_no_body(text) and not _NUMBER.search(text) and issuer not in text and text.strip(" *-_")
    ]


def _tells_no_body(text: str) -> bool:
    said = fold(text)
    if re.match(r"(dang cong san viet nam|cong hoa xa hoi|doc lap|so\b|\(?du thao|[*_ -]*$)", said):
        return True
    return day_in(text)[0] is not None


def _blocks(items: list[Item]) -> list[ReportBlock]:
    blocks: list[ReportBlock] = []
    for item in items:
        if isinstance(item, Picture):
            blocks.append(PhotoSlot(caption=item.caption, data=item.data, filename=item.filename))
        elif isinstance(item, Grid | ListOf):
            blocks.append(item)
        elif (
            blocks
            and isinstance(last := blocks[-1], Heading)
            and _NO_TITLE_YET.match(last.text)
            and item.text.isupper()
        ):
            # «Phần thứ nhất» stands on a line of its own above what it is called.
            blocks[-1] = Heading(f"{last.text.rstrip('.:')}. {item.text}", level=last.level)
        elif level := _level(item):
            blocks.append(Heading(item.text, level=level))
        else:
            blocks.append(Paragraph(item.html))
    return blocks


def _level(line: Line) -> int:
    """1 or 2 for a heading, 0 for a paragraph. A sentence that is numbered is a paragraph."""
    if len(line.text) > _LONGEST_HEADING or (line.role is Role.PLAIN and _CLOSED.search(line.text)):
        return 0
    if _FIRST.match(line.text):
        return 1
    if _SECOND.match(line.text):
        return 2
    return 1 if line.role in (Role.HEADING, Role.TITLE) else 0
