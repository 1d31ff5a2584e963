"""Changes in the words of a rich text that leave its formatting as it is."""

import re
from html import escape, unescape

from ..comparison.matching import Budget
from ..comparison.words import steps

_TOKEN = re.compile(r"<[^>]*>|[^<]+")
_NAME = re.compile(r"</?\s*([a-z0-9]+)", re.IGNORECASE)
_INLINE = {"a", "b", "strong", "i", "em", "u", "s", "sub", "sup"}
_BLANKS = " \t\n\r\f"
_MARKS = {"b", "strong", "i", "em", "u", "s", "sub", "sup", "a"}


class Unfit(Exception):
    """The passage is not as expected, so nothing was changed."""


class RichEdit:
    """Clean HTML as its tags and signs, with the places of each paragraph's visible signs, as `outline.formatted` reads them."""

    def __init__(self, html: str) -> None:
        self.items: list[str] = []
        for token in _TOKEN.findall(html):
            self.items += [token] if token.startswith("<") else list(unescape(token))
        self.passages: list[list[int]] = []
        self._read()

    @property
    def html(self) -> str:
        return "".join(item if _is_tag(item) else escape(item, quote=False) for item in self.items)

    def text(self, number: int) -> str:
        return "".join("\n" if _is_tag(self.items[at]) else _shown(self.items[at]) for at in self.passages[number])

    def replace(self, number: int, expected: str, start: int, end: int, words: str) -> None:
        """Puts the words in place of a stretch of the paragraph: what both have in common keeps its formatting."""
        self._check(number, expected)
        signs = self.passages[number]
        at = start
        edits: list[tuple[int, int, str]] = []
        done = 0
        for op, size in steps(expected[start:end], words, Budget()):
            if op == "same":
                at, done = at + size, done + size
            elif op == "removed":
                edits.append((at, at + size, ""))
                at += size
            else:
                text = words[done : done + size]
                done += size
                if edits and edits[-1][1] == at and not edits[-1][2]:
                    edits[-1] = (edits[-1][0], at, text)
                else:
                    edits.append((at, at, text))
        for first, last, text in reversed(edits):
            self._put(signs, first, last, text)
        self._read()

    def remove(self, number: int, expected: str) -> str:
        """Takes the paragraph out; gives its inline HTML."""
        self._check(number, expected)
        first, last = self._element(number)
        inner = self.items[first + 1 : last]
        if any(_is_tag(item) and _name(item) not in {*_INLINE, "br"} for item in inner):
            raise Unfit
        html = "".join(item if _is_tag(item) else escape(item, quote=False) for item in inner)
        del self.items[first : last + 1]
        # A list without a point is none.
        while (
            first
            and first < len(self.items)
            and _opens(self.items[first - 1], "ul", "ol")
            and _closes(self.items[first])
        ):
            del self.items[first - 1 : first + 1]
            first -= 1
        self._read()
        return html

    def insert_after(self, number: int, inner: str, *, listed: bool) -> None:
        """A paragraph after the paragraph, or a point after a point."""
        _first, last = self._element(number)
        tag = "p"
        if _name(self.items[last]) == "li":
            if listed or (last + 1 < len(self.items) and _opens(self.items[last + 1], "li")):
                tag = "li"
            else:
                depth = 0
                while last + 1 < len(self.items):
                    last += 1
                    depth += _opens(self.items[last], "ul", "ol") - _closes(self.items[last], "ul", "ol")
                    if depth < 0 and (
                        last + 1 == len(self.items) or not _closes(self.items[last + 1], "li", "ul", "ol")
                    ):
                        break
        self.items[last + 1 : last + 1] = RichEdit(f"<{tag}>{inner}</{tag}>").items
        self._read()

    def _check(self, number: int, expected: str) -> None:
        if number >= len(self.passages) or self.text(number) != expected:
            raise Unfit

    def _put(self, signs: list[int], first: int, last: int, text: str) -> None:
        if first < last:
            at = signs[first]
        elif first == 0 or (first < len(signs) and self._plainer(signs[first], signs[first - 1])):
            at = signs[first] if first < len(signs) else len(self.items)
        else:
            at = signs[first - 1] + 1
        for place in reversed(signs[first:last]):
            del self.items[place]
        self.items[at:at] = list(text)

    def _plainer(self, place: int, other: int) -> bool:
        """Whether fewer marks are on at the one place than at the other: words put in between take the fewer."""
        return self._marks(place) < self._marks(other)

    def _marks(self, place: int) -> int:
        on = 0
        for item in self.items[:place]:
            if _is_tag(item) and _name(item) in _MARKS:
                on += -1 if item.startswith("</") else 1
        return on

    def _element(self, number: int) -> tuple[int, int]:
        """Where the paragraph's own tag opens and closes."""
        first = self.passages[number][0]
        while first >= 0 and not (_is_tag(self.items[first]) and _name(self.items[first]) not in {*_INLINE, "br"}):
            first -= 1
        if first < 0 or _closes(self.items[first]):
            raise Unfit
        name, depth = _name(self.items[first]), 0
        for at in range(first, len(self.items)):
            depth += _opens(self.items[at], name) - _closes(self.items[at], name)
            if not depth:
                return first, at
        raise Unfit

    def _read(self) -> None:
        self.passages = []
        signs: list[int] = []
        for at, item in enumerate([*self.items, "</p>"]):
            if _is_tag(item):
                name = _name(item)
                if name == "br":
                    signs += [at] if signs else []
                elif name not in _INLINE:
                    while signs and self._shown_at(signs[-1]) in " \n":
                        signs.pop()
                    if signs:
                        self.passages.append(signs)
                    signs = []
            elif item not in _BLANKS or (signs and self._shown_at(signs[-1]) not in " \n"):
                signs.append(at)

    def _shown_at(self, place: int) -> str:
        item = self.items[place]
        return "\n" if _is_tag(item) else _shown(item)


def _is_tag(item: str) -> bool:
    return len(item) > 1


def _shown(sign: str) -> str:
    return " " if sign in _BLANKS else sign


def _name(tag: str) -> str:
    found = _NAME.match(tag)
    return found[1].lower() if found else ""


def _opens(item: str, *names: str) -> bool:
    return _is_tag(item) and not item.startswith("</") and _name(item) in names


def _closes(item: str, *names: str) -> bool:
    return item.startswith("</") and len(item) > 1 and (not names or _name(item) in names)
