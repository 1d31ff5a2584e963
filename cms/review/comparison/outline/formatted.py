"""Rich text as paragraphs: what readers see of the HTML, and no HTML."""

import re
from functools import lru_cache
from html.parser import HTMLParser

import nh3

from cms.publication.render_body import clean_html

from .values import Item, Line, Rich, Style, value

_MARKS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "s": "strike",
    "sub": "sub",
    "sup": "sup",
}
_BLOCKS = {"p", "h2", "h3", "h4"}
_BLANKS = re.compile(r"[ \t\n\r\f]+")


# What may stand in a mail beside the tags of an article; each ends a paragraph.
_FOREIGN_BLOCKS = {
    "address", "article", "aside", "body", "caption", "center", "div", "figcaption", "figure", "footer", "h1", "h5", "h6", "header",
    "hr", "main", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
}  # fmt: skip


@lru_cache(maxsize=1024)
def paragraphs(html: str) -> tuple[Item, ...]:
    """The paragraphs, headings and points of lists that readers see, in their order, without empty ones."""
    return _read(clean_html(html))


@lru_cache(maxsize=64)
def foreign_paragraphs(html: str) -> tuple[Item, ...]:
    """The same of HTML that was written for another place, such as a mail."""
    tags = {*_MARKS, *_BLOCKS, *_FOREIGN_BLOCKS, "a", "blockquote", "br", "li", "ol", "ul"}
    return _read(nh3.clean(html, tags=tags, attributes={"a": {"href"}}, link_rel=None))


def _read(html: str) -> tuple[Item, ...]:
    parser = _Parser()
    parser.feed(html)
    parser.close()
    parser.end()
    return tuple(parser.items)


def paragraph(rich: Rich, form: str = "p") -> Item:
    """A paragraph; ``form`` is ``p``, ``h2`` …, ``ul1`` (a point of an outer list), ``ol2`` …, ``quote`` or ``hr``."""
    return Item("paragraph", (Line("text", rich), value("form", form)))


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.items: list[Item] = []
        self._runs: list[tuple[str, Style]] = []
        self._marks: list[str] = []
        self._links: list[str] = []
        self._lists: list[str] = []
        self._quotes = 0
        self._heading = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _MARKS:
            self._marks.append(_MARKS[tag])
        elif tag == "a":
            self._links.append(_target({name: text or "" for name, text in attrs}))
        elif tag == "br":
            if self._runs:
                self._add("\n")
        else:
            self.end()
            if tag in ("ul", "ol"):
                self._lists.append(tag)
            elif tag == "blockquote":
                self._quotes += 1
            elif tag == "hr":
                self.items.append(paragraph(Rich(), "hr"))
            elif tag in _BLOCKS:
                self._heading = tag if tag != "p" else ""

    def handle_endtag(self, tag: str) -> None:
        if tag in _MARKS:
            _drop_last(self._marks, _MARKS[tag])
        elif tag == "a":
            if self._links:
                self._links.pop()
        elif tag not in ("br", "hr"):
            self.end()
            if tag in ("ul", "ol"):
                _drop_last(self._lists, tag)
            elif tag == "blockquote":
                self._quotes -= 1
            elif tag in _BLOCKS:
                self._heading = ""

    def handle_data(self, data: str) -> None:
        text = _BLANKS.sub(" ", data)
        if text.startswith(" ") and (not self._runs or self._runs[-1][0].endswith((" ", "\n"))):
            text = text[1:]
        self._add(text)

    def _add(self, text: str) -> None:
        if not text:
            return
        style = Style(frozenset(self._marks), self._links[-1] if self._links else "")
        if self._runs and self._runs[-1][1] == style:
            text = self._runs.pop()[0] + text
        self._runs.append((text, style))

    def end(self) -> None:
        """Ends the paragraph that is being read."""
        while self._runs:
            text, style = self._runs.pop()
            if text := text.rstrip(" \n"):
                self._runs.append((text, style))
                break
        if self._runs:
            self.items.append(paragraph(Rich(tuple(self._runs)), self._form()))
            self._runs = []

    def _form(self) -> str:
        if self._lists:
            return f"{self._lists[-1]}{len(self._lists)}"
        return self._heading or ("quote" if self._quotes else "p")


def _drop_last(stack: list[str], entry: str) -> None:
    for at in range(len(stack) - 1, -1, -1):
        if stack[at] == entry:
            del stack[at]
            return


def _target(attributes: dict[str, str]) -> str:
    if "linktype" in attributes:
        return f"{attributes['linktype']}:{attributes.get('id', '')}"
    return attributes.get("href", "")
