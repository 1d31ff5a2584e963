"""A draft as a text that can be read and commented on: its parts in order, each a run of passages."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from cms.publication.story import Story
from cms.text.normal import one_line

from ..comparison.labels import line_label, list_label
from ..comparison.outline import Item, outline_of

_NOT_READ = {"posts"}
"""Composed by the channels from the rest: a passage would stand there twice."""


@dataclass(frozen=True)
class Passage:
    """A paragraph, heading, caption or row of a table. ``start`` is where it begins in the text of its part."""

    text: str
    form: str = "p"
    label: str = ""
    start: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True)
class Part:
    """A part of the draft: headline, lede, body … Its text is that of its passages with a blank between them.

    ``single``: it is one text, and whatever stands there is what stood there before.
    """

    name: str
    label: str
    passages: tuple[Passage, ...]
    text: str
    single: bool = False


def parts_of(story: Story) -> list[Part]:
    """The parts that say something, in the order in which they are read."""
    outline = outline_of(story)
    parts = [
        replace(_part(line.name, line_label(line.name), [Passage(line.rich.text)]), single=True)
        for line in outline.lines
        if not line.whole and line.rich.text.strip()
    ]
    parts += [
        _part(listing.name, list_label(listing.name), [found for item in listing.items for found in _passages(item)])
        for listing in outline.lists
        if listing.name not in _NOT_READ
    ]
    return [part for part in parts if part.passages]


def _part(name: str, label: str, found: list[Passage]) -> Part:
    placed: list[Passage] = []
    at = 0
    for passage in found:
        if text := one_line(passage.text):
            placed.append(replace(passage, text=text, start=at))
            at += len(text) + 1
    return Part(name, label, tuple(placed), " ".join(passage.text for passage in placed))


def _passages(item: Item) -> Iterator[Passage]:
    form = next((line.rich.text for line in item.lines if line.name == "form"), "p")
    lines = [line for line in item.lines if not line.whole and line.rich.text.strip()]
    alone = item.kind == "paragraph" or (len(lines) == 1 and not item.lists and not item.grid)
    for line in lines:
        yield Passage(line.rich.text, form, "" if alone else line_label(line.name))
    if item.grid:
        for row in item.grid.rows:
            yield Passage(" | ".join(cell for cell in row if cell.strip()), "row")
    for listing in item.lists:
        for inner in listing.items:
            yield from _passages(inner)
