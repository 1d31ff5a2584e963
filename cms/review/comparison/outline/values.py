"""What a story is laid out as: items of labelled lines, with lists of further items. Plain values that can be hashed."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field

from cms.publication.story import Photo
from cms.text.dates import local, short_day


@dataclass(frozen=True, slots=True)
class Style:
    """How a stretch of text is set: bold, italic …, and where its link leads (``"page:12"`` or an address)."""

    marks: frozenset[str] = frozenset()
    link: str = ""


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Rich:
    """A text with the style of each stretch; neighbours differ in style and none is empty."""

    runs: tuple[tuple[str, Style], ...] = ()

    @classmethod
    def plain(cls, text: str) -> "Rich":
        return cls(((text, PLAIN),) if text else ())

    @property
    def text(self) -> str:
        return "".join(text for text, _style in self.runs)


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled text. ``whole``: a value such as a number or an address, which changes as a whole and not word by word."""

    name: str
    rich: Rich
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its rows, all of one length."""

    rows: tuple[tuple[str, ...], ...]
    header_row: bool = False
    header_column: bool = False

    @property
    def columns(self) -> tuple[tuple[str, ...], ...]:
        return tuple(zip(*self.rows, strict=True))


@dataclass(frozen=True, slots=True)
class Listing:
    """Items under a name, in order. ``single``: there is one at most, and another in its place is a change of it."""

    name: str
    items: tuple["Item", ...]
    single: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A thing that can be added, removed, moved and changed as one: a paragraph, a photo, a delegate, a post.

    ``key`` says what it is about. With ``firm``, items are the same one only where their keys are equal (a person, a topic);
    otherwise an equal key only makes that likely, and like words do too (a photo).
    """

    kind: str
    lines: tuple[Line, ...] = ()
    lists: tuple[Listing, ...] = ()
    key: str = ""
    firm: bool = False
    grid: Grid | None = None
    picture: Photo | None = field(default=None, compare=False)

    def texts(self) -> Iterator[str]:
        """Every text of the item that is compared word by word, and those of the items in it."""
        for line in self.lines:
            if not line.whole:
                yield line.rich.text
        if self.grid:
            for row in self.grid.rows:
                yield from row
        for listing in self.lists:
            for item in listing.items:
                yield from item.texts()


def words(name: str, text: str) -> Line:
    """A line that is compared word by word."""
    return Line(name, Rich.plain(text))


def value(name: str, text: object) -> Line:
    """A line that changes as a whole; None is an empty one."""
    return Line(name, Rich.plain("" if text is None else str(text)), whole=True)


def moment_of(moment: dt.datetime | None) -> str:
    """``"15:30 18/03/2026"``; with seconds where there are any, so that two instants never look alike."""
    if moment is None:
        return ""
    here = local(moment)
    seconds = f"{here:%S.%f}".rstrip("0").rstrip(".") if here.second or here.microsecond else ""
    return f"{here:%H:%M}{':' + seconds if seconds else ''} {short_day(here.date())}"


def yes(name: str, said: bool) -> Line:
    """A line that says yes or no."""
    return value(name, "yes" if said else "no")
