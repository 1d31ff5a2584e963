"""A comparison as it stands on the screen: sections, changes with numbers to jump to, long unchanged stretches folded."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from .changes import Comparison, ItemChange, LineChange, ListChange
from .labels import QUIET_LINES

_KEPT_IN_SIGHT = 1
"""Unchanged items shown before and after a change."""
_FEWEST_FOLDED = 3


@dataclass(frozen=True)
class ShownLine:
    """A line of the page itself; ``number`` is that of the change, 0 for none."""

    line: LineChange
    number: int


@dataclass(frozen=True)
class ShownEntry:
    """An item with the number of its change, 0 for none. The mark of where a moved item was has the number of that one."""

    change: ItemChange
    number: int


@dataclass(frozen=True)
class Stretch:
    """Items one below the other; ``folded`` where they are unchanged and out of sight."""

    entries: tuple[ShownEntry, ...]
    folded: bool = False


@dataclass(frozen=True)
class Section:
    name: str
    lines: tuple[ShownLine, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    count: int = 0


def sections_of(comparison: Comparison, *, everything: bool) -> list[Section]:
    """The sections with changes; with ``everything``, all that say something, and nothing folded."""
    numbers = itertools.count(1)
    story = comparison.story
    details = story.listing("details")
    whole = details.entries[0] if details and len(details.entries) == 1 else None
    # The registry's part of a page is shown as if it were the page's own, unless it came or went as a whole.
    told_apart = whole if whole and whole.fate == "kept" else None
    lines = [*story.lines, *(told_apart.lines if told_apart else ())]
    found = [_lines_section(lines, numbers, everything)]
    for listing in story.lists:
        if listing.name == "details" and told_apart:
            found += [_list_section(inner, numbers, everything) for inner in told_apart.lists]
        else:
            found.append(_list_section(listing, numbers, everything))
    return [section for section in found if section.count or (everything and (section.lines or section.stretches))]


def _lines_section(lines: list[LineChange], numbers: Iterator[int], everything: bool) -> Section:
    shown = tuple(
        ShownLine(line, next(numbers) if line.changed else 0)
        for line in lines
        if line.changed or (everything and line.segments and line.name not in QUIET_LINES)
    )
    return Section("facts", lines=shown, count=sum(1 for line in shown if line.number))


def stretches_of(listing: ListChange, *, everything: bool) -> list[Stretch]:
    """A list inside of an item: its changes have no numbers that could be jumped to."""
    return list(_stretches([ShownEntry(change, int(change.changed)) for change in listing.entries], everything))


def _list_section(listing: ListChange, numbers: Iterator[int], everything: bool) -> Section:
    given = [next(numbers) if change.changed and change.fate != "left" else 0 for change in listing.entries]
    moved = {
        change.new_place: number
        for change, number in zip(listing.entries, given, strict=True)
        if change.fate == "moved"
    }
    entries = [
        ShownEntry(change, moved[change.new_place] if change.fate == "left" else number)
        for change, number in zip(listing.entries, given, strict=True)
    ]
    count = sum(1 for number in given if number)
    return Section(listing.name, stretches=tuple(_stretches(entries, everything)), count=count)


def _stretches(entries: list[ShownEntry], everything: bool) -> Iterator[Stretch]:
    """The changes with their neighbours; what lies between is folded where it is long enough."""
    if everything:
        yield from (Stretch(tuple(entries)),) if entries else ()
        return
    near = {
        at + step
        for at, entry in enumerate(entries)
        if entry.number
        for step in range(-_KEPT_IN_SIGHT, _KEPT_IN_SIGHT + 1)
    }
    for in_sight, group in itertools.groupby(enumerate(entries), key=lambda pair: pair[0] in near):
        stretch = tuple(entry for _at, entry in group)
        yield Stretch(stretch, folded=not in_sight and len(stretch) >= _FEWEST_FOLDED)
