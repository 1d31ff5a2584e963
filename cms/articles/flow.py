"""Foreign HTML (Word, a mail, a web page) taken apart into a flat flow of clean pieces.

``nh3`` parses as browsers do and drops what can't be kept, so that the walk below meets only well-formed tags it knows.
"""

import re
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from typing import Literal

import nh3

from cms.text.normal import clean

PieceKind = Literal["p", "h1", "h2", "h3", "ul", "ol", "caption"]

INLINE = {"b": "b", "strong": "b", "i": "i", "em": "i", "a": "a"}
SCHEMES = {"http", "https", "mailto", "tel"}
_BLOCK_KIND: dict[str, PieceKind] = {
    "h1": "h1",
    "h2": "h2",
    "h3": "h3",
    "h4": "h3",
    "h5": "h3",
    "h6": "h3",
    "figcaption": "caption",
}
_LISTS = {"ul", "ol", "li", "dl", "dt", "dd"}
_BLOCKS = {*_BLOCK_KIND, *_LISTS, "p", "div", "section", "article", "blockquote", "pre", "figure"}
_TABLE = {"table", "tr", "td", "th", "caption"}
_DROPPED_WHOLE = {"script", "style", "title", "xml", "template", "noscript", "svg", "math", "nav", "button", "select"}
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_SEVERAL_BLANKS = re.compile(r"[ \u00a0]{2,}")
_TAG = re.compile(r"<[^>]*>")
# How Word writes the points of a list that it pastes as paragraphs.
_WORD_POINT = re.compile(r"^(?:<[bi]>)*[·•▪§]\s+")


@dataclass(frozen=True)
class Piece:
    """A paragraph, heading, list item or caption, as clean inline HTML.

    ``after_gap`` says that an empty paragraph stood before it.
    """

    kind: PieceKind
    html: str
    after_gap: bool = False

    @property
    def text(self) -> str:
        """The piece without mark-up."""
        return text_of(self.html)


@dataclass(frozen=True)
class Image:
    src: str
    alt: str = ""


@dataclass(frozen=True)
class Table:
    rows: tuple[tuple[str, ...], ...]


FlowItem = Piece | Image | Table


def text_of(html: str) -> str:
    """Inline HTML without its tags and entities."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)


def flow(html: str) -> list[FlowItem]:
    """The pieces of a foreign page in their order, without empty ones."""
    safe = nh3.clean(
        clean(html),
        tags={*INLINE, *_BLOCKS, *_TABLE, "br", "img"},
        clean_content_tags=_DROPPED_WHOLE,
        attributes={"a": {"href"}, "img": {"src", "alt"}},
        url_schemes=SCHEMES | {"data"},
        link_rel=None,
    )
    walker = _Walker()
    walker.feed(safe)
    walker.close()
    walker.flush()
    return walker.items


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


class _Walker(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.items: list[FlowItem] = []
        self._buffer: list[str] = []
        # The marks that are on, with their opening tags; and each inline tag that is open, empty for one that adds nothing.
        self._inline: dict[str, str] = {}
        self._opened: list[str] = []
        self._blocks: list[str] = []
        self._rows: list[list[str]] | None = None
        self._gap = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in INLINE:
            self._open_inline(tag, values)
        elif tag == "br":
            self._line_break()
        elif tag == "img":
            self.flush()
            if not self._rows:
                self.items.append(Image(values.get("src", ""), values.get("alt", "").strip()))
        elif tag in _TABLE:
            self._start_table_part(tag)
        else:
            self.flush()
            self._blocks.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in INLINE:
            self._close_inline()
        elif tag == "table" and self._rows is not None:
            self.flush()
            self._end_table()
        elif tag in _BLOCKS:
            self.flush(paragraph=tag == "p")
            if self._blocks and self._blocks[-1] == tag:
                self._blocks.pop()

    def handle_data(self, data: str) -> None:
        self._buffer.append(escape(_BLANKS.sub(" ", data), quote=False))

    def flush(self, *, paragraph: bool = False) -> None:
        """Ends the current piece; an empty paragraph is a gap before the next."""
        closing = "".join(f"</{name}>" for name in reversed(self._inline))
        html = tidy("".join(self._buffer) + closing)
        self._buffer = list(self._inline.values())
        if not html:
            self._gap = self._gap or paragraph
            return
        if self._rows is not None:
            if not self._rows:
                self._rows.append([])
            row = self._rows[-1] or [""]
            row[-1] = f"{row[-1]} {text_of(html)}".strip()
            self._rows[-1] = row
            return
        kind = self._kind()
        if kind == "p" and (point := _WORD_POINT.match(html)):
            kind, html = "ul", tidy(html[: point.end()].rstrip("·•▪§ \u00a0\t") + html[point.end() :])
        self.items.append(Piece(kind, html, after_gap=self._gap))
        self._gap = False

    def _kind(self) -> PieceKind:
        for tag in reversed(self._blocks):
            if tag in _BLOCK_KIND:
                return _BLOCK_KIND[tag]
            if tag in ("ul", "ol"):
                return "ul" if tag == "ul" else "ol"
        return "p"

    def _line_break(self) -> None:
        # Two breaks in a row are how mails and old editors make a paragraph.
        empty = not tidy("".join(self._buffer))
        self.flush()
        self._gap = self._gap or empty

    def _open_inline(self, tag: str, values: dict[str, str]) -> None:
        name = INLINE[tag]
        opening = _opening(name, values.get("href", ""))
        if opening and name not in self._inline:
            self._inline[name] = opening
            self._buffer.append(opening)
            self._opened.append(name)
        else:
            # Bold within bold says nothing more.
            self._opened.append("")

    def _close_inline(self) -> None:
        if self._opened and (name := self._opened.pop()):
            del self._inline[name]
            self._buffer.append(f"</{name}>")

    def _start_table_part(self, tag: str) -> None:
        self.flush()
        if tag == "table":
            self._rows = self._rows if self._rows is not None else []
        elif self._rows is not None and tag == "tr":
            self._rows.append([])
        elif self._rows is not None and tag in ("td", "th"):
            if not self._rows:
                self._rows.append([])
            self._rows[-1].append("")

    def _end_table(self) -> None:
        rows = [row for row in self._rows or [] if any(row)]
        self._rows = None
        width = max((len(row) for row in rows), default=0)
        if width:
            self.items.append(Table(tuple((*row, *[""] * (width - len(row))) for row in rows)))


def _opening(name: str, href: str) -> str:
    """The tag that opens the mark; empty for a link that leads nowhere."""
    if name != "a":
        return f"<{name}>"
    return f'<a href="{escape(href)}">' if href and not href.startswith(("#", "data:")) else ""


def tidy(html: str) -> str:
    """Inline HTML without empty tags, blanks at its ends, or runs of blanks; empty where no text is left."""
    before = None
    while before != html:
        before = html
        html = re.sub(r"<(b|i|a)(?: [^>]*)?>(\s*)</\1>", r"\2", html)
        html = _SEVERAL_BLANKS.sub(" ", html)
        html = re.sub(r"^((?:<[^>]*>)*)\s+", r"\1", html)
        html = re.sub(r"\s+((?:</[^>]*>)*)$", r"\1", html)
    return html if _TAG.sub("", html).strip() else ""
