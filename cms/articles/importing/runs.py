"""Short lines that stand one below the other: titles, captions, headings, lists."""

import re

from .items import Item, Line, Role

# Titles and captions of photos run to a line or two; the shortest paragraphs of reports are longer.
SHORT = 200

_CLOSED = re.compile(r"[.!?…;:,][\"'”’»)\]]*$")
_NUMBERED = re.compile(r"^(?:[-–—•●▪*+]|\d{1,3}[.)]|[a-zđ][.)])\s*", re.IGNORECASE)


def is_short(item: Item) -> bool:
    """Whether the item is a line such as a title, a caption or a heading: short, not closed, no point of a list."""
    return (
        isinstance(item, Line)
        and item.role is Role.PLAIN
        and len(item.text) <= SHORT
        and not _CLOSED.search(item.text)
        and not _NUMBERED.match(item.text)
    )


class Runs:
    """Where short lines follow one another without a gap between them."""

    def __init__(self, items: list[Item]) -> None:
        self._lengths: dict[int, int] = {}
        start: int | None = None
        for index, item in enumerate(items):
            if not is_short(item):
                start = None
            elif start is None or (isinstance(item, Line) and item.after_gap):
                start = index
                self._lengths[start] = 1
            else:
                self._lengths[start] += 1

    def starting_at(self, index: int) -> int:
        """How many lines the run has that begins here; 0 where none begins."""
        return self._lengths.get(index, 0)

    def longest(self) -> int:
        return max(self._lengths.values(), default=0)
