"""What differs between two versions, as a value. Whoever shows it needs nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from cms.publication.story import Story

from .align import Fate
from .outline import Item, Style

Op = Literal["same", "added", "removed", "restyled"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text: there on both sides, in the new one or in the old one only; ``restyled``: same words, other setting."""

    op: Op
    text: str
    old: Style | None
    new: Style | None


@dataclass(frozen=True, slots=True)
class LineChange:
    """A labelled text. Its segments without the added ones are the old text, without the removed ones the new one."""

    name: str
    whole: bool
    segments: tuple[Segment, ...]

    @property
    def changed(self) -> bool:
        return any(segment.op != "same" for segment in self.segments)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of both tables or of one; ``heading`` as the newer table has it."""

    segments: tuple[Segment, ...]
    heading: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table with a cell for each column; places count from 0."""

    fate: Fate
    old: int | None
    new: int | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class GridChange:
    """A table: its columns as they were kept, moved, removed and added, and its rows with a cell for each of those."""

    columns: tuple[tuple[Fate, int | None, int | None], ...]
    rows: tuple[Row, ...]

    @property
    def changed(self) -> bool:
        return (
            any(fate != "kept" for fate, _old, _new in self.columns)
            or any(row.fate != "kept" for row in self.rows)
            or any(segment.op != "same" for row in self.rows for cell in row.cells for segment in cell.segments)
        )


@dataclass(frozen=True, slots=True)
class ItemChange:
    """An item on its way from the old list to the new one; places count from 0.

    ``fate`` says what became of it in the list, ``altered`` whether it says something else. A ``left`` item is only the mark of
    where a moved one was: it has no content.
    """

    fate: Fate
    old_place: int | None
    new_place: int | None
    old: Item | None
    new: Item | None
    lines: tuple[LineChange, ...] = ()
    lists: tuple["ListChange", ...] = ()
    grid: GridChange | None = None

    @property
    def kind(self) -> str:
        item = self.new or self.old
        return item.kind if item else ""

    @property
    def altered(self) -> bool:
        return (
            any(line.changed for line in self.lines)
            or any(listing.changed for listing in self.lists)
            or bool(self.grid and self.grid.changed)
        )

    @property
    def changed(self) -> bool:
        return self.fate != "kept" or self.altered

    def line(self, name: str) -> LineChange | None:
        return next((line for line in self.lines if line.name == name), None)

    def listing(self, name: str) -> "ListChange | None":
        return next((listing for listing in self.lists if listing.name == name), None)


@dataclass(frozen=True, slots=True)
class ListChange:
    """The items of a list in the order in which they are read."""

    name: str
    entries: tuple[ItemChange, ...]

    @property
    def changed(self) -> bool:
        return any(entry.changed for entry in self.entries)

    def changes(self) -> Iterator[ItemChange]:
        """What changed in the list, a moved item once."""
        return (entry for entry in self.entries if entry.changed and entry.fate != "left")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions held against each other.

    ``unseen`` says that they differ in nothing but what no reader sees, such as how the same setting is written down.
    """

    old: Story
    new: Story
    story: ItemChange
    unseen: bool

    @property
    def is_empty(self) -> bool:
        """Whether both say the same and have the same digest."""
        return not self.story.altered and not self.unseen
