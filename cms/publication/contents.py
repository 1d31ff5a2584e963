"""The headings of a long text: its table of contents, and addresses of its parts that stay when words around them change."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape, unescape

from django.utils.safestring import SafeString, mark_safe

from cms.text.fold import slug

from .render_body import Addresses, body_html
from .story import Document, Photo, Story

# A heading, or where a box begins or ends: what a box is called is no part of the text.
_HEADING = re.compile(r"<h([23])>(.*?)</h\1>|<(/?)(?:aside|section)\b[^>]*>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
# «Phần thứ nhất», «Chương II», «Mục 1», «Điều 12»: named parts.
_NAMED = re.compile(
    r"^(?:phần\s+(?:thứ\s+\w+|[IVXLC]+|\d+)|(?:chương|mục|điều|phụ lục)\s+(?:[IVXLC]+|\d+))\b", re.IGNORECASE
)
# «II.», «1.2.», «3)», «a)»: bare numbers.
_BARE = re.compile(r"^((?:[IVXLC]+|\d{1,3}(?:\.\d{1,3})*|[a-zđ]))[.)](?:\s|$)")
_LONGEST = 60


@dataclass(frozen=True)
class Part:
    """A heading: its level (2 or 3), the name of its place in the page, and its words."""

    level: int
    anchor: str
    text: str


def with_anchors(html: str) -> tuple[SafeString, tuple[Part, ...]]:
    """A rendered body whose headings are named, and those headings; those of boxes are left as they are.

    A numbered heading is named by its number («Điều 12» is ``muc-dieu-12``; «1.» below «II.» is ``muc-ii-1``), so that rewording
    it moves no link; another one by its words.
    """
    parts: list[Part] = []
    taken: set[str] = set()
    above, boxes = "", 0

    def named(found: re.Match[str]) -> str:
        nonlocal above, boxes
        if found[1] is None:
            boxes += -1 if found[3] else 1
        if found[1] is None or boxes:
            return found[0]
        level, text = int(found[1]), unescape(_TAG.sub("", found[2])).strip()
        name = _name(text, above if level > 2 else "")
        anchor = _free(f"muc-{name}", taken)
        if level == 2:
            above = anchor.removeprefix("muc-")
        parts.append(Part(level, anchor, text))
        return f'<h{level} id="{escape(anchor)}">{found[2]}</h{level}>'

    return mark_safe(_HEADING.sub(named, html)), tuple(parts)  # noqa: S308


def parts_of(story: Story) -> tuple[Part, ...]:
    """The headings of a story's body."""
    return with_anchors(body_html(story, Addresses(_no_photo, _no_document)))[1]


def part_named(parts: Iterable[Part], anchor: str) -> Part | None:
    """The part with this anchor."""
    return next((part for part in parts if part.anchor == anchor), None)


def _name(text: str, above: str) -> str:
    if named := _NAMED.match(text):
        return slug(named[0], longest=_LONGEST)
    if bare := _BARE.match(text):
        number = slug(bare[1].replace(".", "-"))
        return f"{above}-{number}" if above else number
    return slug(text, longest=_LONGEST)


def _free(wished: str, taken: set[str]) -> str:
    number, free = 1, wished
    while free in taken:
        number += 1
        free = f"{wished}-{number}"
    taken.add(free)
    return free


def _no_photo(photo: Photo, width: int, extension: str) -> str:
    return ""


def _no_document(document: Document) -> str:
    return ""
