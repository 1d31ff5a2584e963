"""What two sequences have in common, in order: difflib where it is quick, anchors of what is unique where it would not be."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_AT_ONCE = 40_000
"""Pairs of equal elements that difflib may meet in one stretch."""
_DEEPEST = 12


class Common(NamedTuple):
    """``size`` elements that are equal from ``old`` and from ``new`` on."""

    old: int
    new: int
    size: int


class Budget:
    """How much work a comparison may still take, in pairs of equal elements. What comes after is shown as replaced."""

    def __init__(self, left: int = 1_000_000) -> None:
        self.left = left

    def allows(self, cost: int) -> bool:
        if cost > self.left:
            return False
        self.left -= cost
        return True


def common(old: Sequence[Hashable], new: Sequence[Hashable], budget: Budget) -> list[Common]:
    """The common stretches, ascending in both, none touching the next in both."""
    found = _stretch(old, new, Common(0, 0, 0), budget, 0)
    joined: list[Common] = []
    for run in found:
        last = joined[-1] if joined else None
        if last and (last.old + last.size, last.new + last.size) == (run.old, run.new):
            joined[-1] = Common(last.old, last.new, last.size + run.size)
        else:
            joined.append(run)
    return joined


def _stretch(
    old: Sequence[Hashable], new: Sequence[Hashable], start: Common, budget: Budget, depth: int
) -> list[Common]:
    """The common stretches of two parts that begin at ``start``."""
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    middle = _middle(
        old[head : len(old) - tail],
        new[head : len(new) - tail],
        Common(start.old + head, start.new + head, 0),
        budget,
        depth,
    )
    first = [Common(start.old, start.new, head)] if head else []
    last = [Common(start.old + len(old) - tail, start.new + len(new) - tail, tail)] if tail else []
    return [*first, *middle, *last]


def _shared(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    shortest = min(len(old), len(new))
    return next((at for at in range(shortest) if old[at] != new[at]), shortest)


def _middle(
    old: Sequence[Hashable], new: Sequence[Hashable], start: Common, budget: Budget, depth: int
) -> list[Common]:
    if not old or not new:
        return []
    in_old, in_new = Counter(old), Counter(new)
    cost = sum(count * in_new[element] for element, count in in_old.items())
    if not cost:
        return []
    if cost <= _AT_ONCE:
        if not budget.allows(cost):
            return []
        blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        return [Common(start.old + a, start.new + b, size) for a, b, size in blocks if size]
    anchors = _anchors(old, new) if depth < _DEEPEST else []
    if not anchors:
        return []
    found: list[Common] = []
    before_old = before_new = 0
    for at_old, at_new in [*anchors, (len(old), len(new))]:
        begun = Common(start.old + before_old, start.new + before_new, 0)
        found += _stretch(old[before_old:at_old], new[before_new:at_new], begun, budget, depth + 1)
        if at_old < len(old):
            found.append(Common(start.old + at_old, start.new + at_new, 1))
        before_old, before_new = at_old + 1, at_new + 1
    return found


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """Places of what both have exactly once, as many as stand in the same order: an element, or else some in a row."""
    for length in (1, 3, 8):
        old_rows, new_rows = _rows(old, length), _rows(new, length)
        in_old, in_new = Counter(old_rows), Counter(new_rows)
        place = {row: at for at, row in enumerate(new_rows) if in_new[row] == 1}
        pairs = [(at, place[row]) for at, row in enumerate(old_rows) if in_old[row] == 1 and row in place]
        if pairs:
            return [pairs[at] for at in rising([(new_at, 1) for _old_at, new_at in pairs])]
    return []


def _rows(elements: Sequence[Hashable], length: int) -> list[tuple[Hashable, ...]]:
    return list(zip(*(elements[start:] for start in range(length)), strict=False))


def rising(steps: Sequence[tuple[int, int]]) -> list[int]:
    """Of steps ``(height, weight)``, the indices of the heaviest that rise strictly; heights differ."""
    if not steps:
        return []
    # For each end so far: heights ascending, with the weight of the best chain that ends at or below it.
    heights: list[int] = []
    best: list[tuple[int, int]] = []
    before: list[int] = []
    for at, (height, weight) in enumerate(steps):
        slot = bisect_left(heights, height)
        total, previous = best[slot - 1] if slot else (0, -1)
        total += weight
        before.append(previous)
        end = slot
        while end < len(heights) and best[end][0] <= total:
            end += 1
        heights[slot:end] = [height]
        best[slot:end] = [(total, at)]
    chain = [best[-1][1]]
    while before[chain[-1]] >= 0:
        chain.append(before[chain[-1]])
    return chain[::-1]
