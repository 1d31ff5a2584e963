"""The byline at the end of a report."""

import re

from .items import Item, Line, Role

# Longer than the longest pen names with two partners; shorter than any sentence of a report.
LONGEST = 80

_CLOSED = re.compile(r"[.!?…;:,][\"'”’»)\]]*$")
_BETWEEN = re.compile(r"\s+[-–—]\s+|\s*[,;/&]\s*|\s+và\s+", re.IGNORECASE)
# «Tin, ảnh: …», «Bài và ảnh: …»: who wrote and who photographed, kept as it stands.
_WITH_LABEL = re.compile(r"^(?:tin|bài|ảnh|theo|nguồn)\b[^:]*:", re.IGNORECASE)


def take(items: list[Item]) -> tuple[str, ...]:
    """Takes the byline off the end of the items; empty, and nothing taken, where there is none.

    The last line is one if it is short, not closed, and alone; right below another line it must read like names.
    """
    if len(items) < 2 or not isinstance(line := items[-1], Line) or line.role is not Role.PLAIN:
        return ()
    if len(line.text) > LONGEST or _CLOSED.search(line.text):
        return ()
    if not (line.after_gap or _reads_like_names(line.text) or _WITH_LABEL.match(line.text)):
        return ()
    items.pop()
    return names_in(line.text)


def names_in(text: str) -> tuple[str, ...]:
    """The names of a byline, in their order: ``"Thu Hà - Minh Đức"`` gives two."""
    if _WITH_LABEL.match(text):
        return (text,)
    return tuple(name for name in _BETWEEN.split(text) if name)


def _reads_like_names(text: str) -> bool:
    """Whether every name has at most six words that all begin with a capital."""
    return all(
        len(name.split()) <= 6 and all(word[0].isupper() for word in name.split()) for name in names_in(text) if name
    )
