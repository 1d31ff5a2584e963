"""Two tables cell by cell: which rows and columns were added, removed and moved, and what changed in those that stayed."""

from collections import Counter

from .align import Place, Unit, align
from .changes import Cell, GridChange, Row
from .matching import Budget
from .outline import Grid, Rich
from .segments import segments_of
from .words import tokens


def compare_grids(old: Grid | None, new: Grid | None, budget: Budget) -> GridChange | None:
    """The difference; None where neither is there."""
    if old is None and new is None:
        return None
    before, after = old or Grid(()), new or Grid(())
    columns = [place for place in _places(before.columns, after.columns, budget) if place.fate != "left"]
    rows = [place for place in _places(before.rows, after.rows, budget) if place.fate != "left"]
    return GridChange(
        tuple((place.fate, place.old, place.new) for place in columns),
        tuple(
            Row(
                place.fate,
                place.old,
                place.new,
                tuple(_cell(before, after, place, column, budget) for column in columns),
            )
            for place in rows
        ),
    )


def _places(old: tuple[tuple[str, ...], ...], new: tuple[tuple[str, ...], ...], budget: Budget) -> list[Place]:
    return align([_unit(cells) for cells in old], [_unit(cells) for cells in new], budget, fill=True)


def _unit(cells: tuple[str, ...]) -> Unit:
    """A row or column; one with the same first cell is likely the same one."""
    found = Counter(token for cell in cells for token in tokens(cell) if not token.isspace())
    return Unit(sign=cells, words=found, family="cells", key=cells[0] if cells else "")


def _cell(old: Grid, new: Grid, row: Place, column: Place, budget: Budget) -> Cell:
    before = old.rows[row.old][column.old] if row.old is not None and column.old is not None else ""
    after = new.rows[row.new][column.new] if row.new is not None and column.new is not None else ""
    return Cell(segments_of(Rich.plain(before), Rich.plain(after), budget), _is_heading(old, new, row, column))


def _is_heading(old: Grid, new: Grid, row: Place, column: Place) -> bool:
    if row.new is not None and column.new is not None:
        return (new.header_row and row.new == 0) or (new.header_column and column.new == 0)
    return (old.header_row and row.old == 0) or (old.header_column and column.old == 0)
