"""Two texts word by word. A word is a whole syllable with its marks, or a number with its points; signs stand for themselves."""

import re
from collections.abc import Iterator
from itertools import accumulate
from typing import Literal, NamedTuple

from .matching import Budget, Common, common

Op = Literal["same", "added", "removed"]


class Step(NamedTuple):
    """So many characters of the new text (``same``, ``added``) or of the old one (``same``, ``removed``)."""

    op: Op
    size: int


# Numbers keep their points: 18/03/2026, 1.250,5 and 15:30 are each one word. Marks that are characters of their own
# (an address or a payload need not be NFC) stay with their letter.
_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)+|[\w\u0300-\u036f]+|\s+|.", re.DOTALL)
_LETTERS = re.compile(r"\w")


def tokens(text: str) -> list[str]:
    """The words, signs and blanks of a text; joined they are the text."""
    return _TOKEN.findall(text)


def steps(old: str, new: str, budget: Budget) -> list[Step]:
    """How the old text becomes the new one: in each change first what is removed, then what is added."""
    if old == new:
        return [Step("same", len(old))] if old else []
    old_words, new_words = _words(old), _words(new)
    runs = common([word for word, _gap in old_words], [word for word, _gap in new_words], budget)
    runs = _readable(runs, old_words, new_words)
    return list(_merged(_steps(runs, old_words, new_words)))


def _words(text: str) -> list[tuple[str, str]]:
    """Each word or sign with the blank after it; blanks at the beginning follow an empty word."""
    found: list[tuple[str, str]] = []
    for token in tokens(text):
        if not token.isspace():
            found.append((token, ""))
        elif found:
            found[-1] = (found[-1][0], token)
        else:
            found.append(("", token))
    return found


def _weights(words: list[tuple[str, str]]) -> list[float]:
    """The weight of what stands before each word, and of all: words count one, signs half."""
    return [0.0, *accumulate(1.0 if _LETTERS.search(word) else 0.5 for word, _gap in words)]


def _readable(runs: list[Common], old: list[tuple[str, str]], new: list[tuple[str, str]]) -> list[Common]:
    """Without the chance finds: a comma or one word that both happen to have amid much that is different."""
    in_old, in_new = _weights(old), _weights(new)
    weights = [in_old[run.old + run.size] - in_old[run.old] for run in runs]
    if sum(weights) * 5 < max(in_old[-1], in_new[-1]):
        return []
    kept: list[Common] = []
    old_end = new_end = 0
    for at, (run, weight) in enumerate(zip(runs, weights, strict=True)):
        after = runs[at + 1] if at + 1 < len(runs) else Common(len(old), len(new), 0)
        change_before = max(in_old[run.old] - in_old[old_end], in_new[run.new] - in_new[new_end])
        change_after = max(
            in_old[after.old] - in_old[run.old + run.size],
            in_new[after.new] - in_new[run.new + run.size],
        )
        if weight * 3 > min(change_before, change_after):
            kept.append(run)
            old_end, new_end = run.old + run.size, run.new + run.size
    return kept


def _steps(runs: list[Common], old: list[tuple[str, str]], new: list[tuple[str, str]]) -> Iterator[Step]:
    old_at = new_at = 0
    for run in [*runs, Common(len(old), len(new), 0)]:
        yield from _changed(old[old_at : run.old], new[new_at : run.new])
        for (word, old_gap), (_word, new_gap) in zip(
            old[run.old : run.old + run.size], new[run.new : run.new + run.size], strict=True
        ):
            yield Step("same", len(word))
            yield from _gap(old_gap, new_gap)
        old_at, new_at = run.old + run.size, run.new + run.size


def _changed(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> Iterator[Step]:
    """A stretch that is replaced; a blank that follows on both sides is not part of the change."""
    removed, added = _length(old), _length(new)
    gap = old[-1][1] if old and new and old[-1][1] == new[-1][1] else ""
    yield Step("removed", removed - len(gap))
    yield Step("added", added - len(gap))
    yield Step("same", len(gap))


def _length(words: list[tuple[str, str]]) -> int:
    return sum(len(word) + len(gap) for word, gap in words)


def _gap(old: str, new: str) -> Iterator[Step]:
    if old == new:
        yield Step("same", len(old))
    else:
        yield Step("removed", len(old))
        yield Step("added", len(new))


def _merged(found: Iterator[Step]) -> Iterator[Step]:
    """Neighbours joined: between two stretches that are the same, one removal and one addition at most."""
    sizes: dict[Op, int] = {"removed": 0, "added": 0}
    same = 0
    for step in found:
        if not step.size:
            continue
        if step.op == "same":
            yield from (Step(op, size) for op, size in sizes.items() if size)
            sizes = {"removed": 0, "added": 0}
            same += step.size
        else:
            if same:
                yield Step("same", same)
                same = 0
            sizes[step.op] += step.size
    if same:
        yield Step("same", same)
    yield from (Step(op, size) for op, size in sizes.items() if size)
