"""Which items of two lists are the same one: kept in place, moved, removed, added."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from .matching import Budget, Common, common, rising

_LIKE = 0.45
"""The share of words in common from which an item that stands in the same place is the changed one."""
_LIKE_ELSEWHERE = 0.6
"""The same for an item that would have been moved and changed at once, or that is about something else by its key."""
_MOST_PAIRS = 20_000
"""Pairs of items whose words are counted; in longer lists only near ones are."""

Fate = Literal["kept", "moved", "removed", "added", "left"]


@dataclass(frozen=True, slots=True)
class Unit:
    """What aligning needs to know of an item: a sign that equal items share, its words, its family, what it is about."""

    sign: Hashable
    words: Counter[str]
    family: str
    key: str = ""
    firm: bool = False


class Place(NamedTuple):
    """An item's fate with its places. ``left`` marks the old place of an item that was moved."""

    fate: Fate
    old: int | None
    new: int | None


def align(old: Sequence[Unit], new: Sequence[Unit], budget: Budget, *, fill: bool = False) -> list[Place]:
    """Every item of both lists once (moved ones a second time, as ``left``), in the order in which they are read.

    With ``fill``, as many old as new items that are left over in one place are taken for each other, however they differ.
    """
    signs: dict[Hashable, int] = {}
    old_signs = [signs.setdefault(unit.sign, len(signs)) for unit in old]
    new_signs = [signs.setdefault(unit.sign, len(signs)) for unit in new]
    runs = common(old_signs, new_signs, budget)
    pairs = {run.old + at: run.new + at for run in runs for at in range(run.size)}
    _pair_equal(old_signs, new_signs, pairs)
    _pair_alike(old, new, pairs, runs)
    if fill:
        _pair_left_over(len(old), len(new), pairs)
    return list(_in_order(old, new, pairs))


def _rest(length: int, taken: set[int]) -> list[int]:
    return [at for at in range(length) if at not in taken]


def _pair_equal(old: list[int], new: list[int], pairs: dict[int, int]) -> None:
    """Equal items elsewhere: they were moved."""
    waiting: dict[int, list[int]] = {}
    for at in reversed(_rest(len(new), set(pairs.values()))):
        waiting.setdefault(new[at], []).append(at)
    for at in _rest(len(old), set(pairs)):
        if waiting.get(old[at]):
            pairs[at] = waiting[old[at]].pop()


def _pair_alike(old: Sequence[Unit], new: Sequence[Unit], pairs: dict[int, int], runs: list[Common]) -> None:
    """Changed items, the likeliest first; of equally likely ones those that stand nearest."""
    old_rest, new_rest = _rest(len(old), set(pairs)), _rest(len(new), set(pairs.values()))
    if not old_rest or not new_rest:
        return
    reach = max(1, _MOST_PAIRS // len(old_rest))
    old_starts, new_starts = [run.old for run in runs], [run.new for run in runs]
    found = []
    for rank, old_at in enumerate(old_rest):
        middle = rank * len(new_rest) // len(old_rest)
        for new_at in new_rest[max(0, middle - reach // 2) : middle + reach // 2 + 1]:
            here = bisect_right(old_starts, old_at) == bisect_right(new_starts, new_at)
            score = _likeness(old[old_at], new[new_at], here)
            if score:
                found.append((-score, abs(old_at - new_at), old_at, new_at))
    taken = set(pairs.values())
    for _score, _distance, old_at, new_at in sorted(found):
        if old_at not in pairs and new_at not in taken:
            pairs[old_at] = new_at
            taken.add(new_at)


def _likeness(old: Unit, new: Unit, here: bool) -> float:
    """How likely the new item is the old one, changed; 0 where it is another."""
    if old.family != new.family:
        return 0.0
    if old.firm or new.firm:
        return 1.0 if old.key == new.key else 0.0
    total = old.words.total() + new.words.total()
    shared = 2 * sum((old.words & new.words).values()) / total if total else 0.0
    if old.key and old.key == new.key:
        return 1.0 + shared
    least = _LIKE if here and not (old.key and new.key) else _LIKE_ELSEWHERE
    return shared if shared >= least else 0.0


def _pair_left_over(old: int, new: int, pairs: dict[int, int]) -> None:
    for olds, news in _between(old, new, pairs, _steady(pairs, None)):
        old_rest = [at for at in olds if at not in pairs]
        taken = set(pairs.values())
        new_rest = [at for at in news if at not in taken]
        if len(old_rest) == len(new_rest):
            pairs.update(zip(old_rest, new_rest, strict=True))


def _steady(pairs: dict[int, int], old: Sequence[Unit] | None) -> list[int]:
    """The old places of paired items that kept their order; where some must have moved, those with the fewest words."""
    places = sorted(pairs)
    weights = [1 + old[at].words.total() if old else 1 for at in places]
    return [
        places[at] for at in rising([(pairs[place], weight) for place, weight in zip(places, weights, strict=True)])
    ]


def _between(old: int, new: int, pairs: dict[int, int], steady: list[int]) -> Iterator[tuple[range, range]]:
    """The places before, between and after the items that kept their order."""
    last_old = last_new = 0
    for at in steady:
        yield range(last_old, at), range(last_new, pairs[at])
        last_old, last_new = at + 1, pairs[at] + 1
    yield range(last_old, old), range(last_new, new)


def _in_order(old: Sequence[Unit], new: Sequence[Unit], pairs: dict[int, int]) -> Iterator[Place]:
    steady = _steady(pairs, old)
    origin = {new_at: old_at for old_at, new_at in pairs.items()}
    ends: list[int | None] = [*steady, None]
    for (olds, news), end in zip(_between(len(old), len(new), pairs, steady), ends, strict=True):
        for at in olds:
            yield Place("left", at, pairs[at]) if at in pairs else Place("removed", at, None)
        for at in news:
            yield Place("moved", origin[at], at) if at in origin else Place("added", None, at)
        if end is not None:
            yield Place("kept", end, pairs[end])
