"""What a reader probably meant to type: the name of a person, a session or a topic that is spelt nearly as they did."""

from collections.abc import Iterator, Sequence

from ..models import SearchName
from . import names
from .filters import Filters
from .finding import Found, anything
from .query import Query
from .words import exact_word, fold_word, split

_FEW = 2
"""Of so many pages found, none need be the one that was wanted."""
_TRIED = 3
_SHORTEST = 4
"""Letters of what can be a name with a mistake in it."""


def meant(query: Query, found: Found, filters: Filters) -> str:
    """The query with a name put right, where that finds something; empty where there is no need or no such name."""
    right = found.as_typed if query.form.any_marks else found.side_by_side and found.total > _FEW
    if right or not query.folded or query.form.phrases:
        return ""
    for corrected in _corrections(query, letters=not found.side_by_side or found.total <= _FEW):
        if anything(Query.parse(corrected), filters):
            return corrected
    return ""


def _corrections(query: Query, *, letters: bool) -> list[str]:
    """The likeliest first; ``letters``: whether letters may be wrong, and not only marks."""
    typed = [word for word in split(query.typed) if fold_word(word)]
    if tuple(map(fold_word, typed))[: len(query.folded)] != query.folded:
        # There is a day among the words.
        typed = list(query.folded)
    found: dict[str, tuple[int, int]] = {}
    for order, name in enumerate(names.like(query.folded)):
        for distance, span, written in _places(query.folded, name):
            start, end = span
            if distance == 0 and _same_marks(typed[start:end], written):
                return []
            if distance == 0 or letters:
                corrected = " ".join([*typed[:start], *written, *typed[end:]])
                found[corrected] = min(found.get(corrected, (99, 0)), (distance, order))
    return sorted(found, key=lambda corrected: found[corrected])[:_TRIED]


def _same_marks(typed: Sequence[str], written: Sequence[str]) -> bool:
    """Whether the words were typed as they are written, or so but for all marks."""
    if len(typed) != len(written):
        return False
    exact = [exact_word(word) or fold_word(word) for word in typed]
    return exact == [exact_word(word.lower()) for word in written] or exact == [fold_word(word) for word in typed]


def _places(words: Sequence[str], name: SearchName) -> Iterator[tuple[int, tuple[int, int], list[str]]]:
    """Where in the words the name may stand: how many letters differ, from which word to which, and how it is written.

    Either the whole name is among the words, or the words are a part of the name.
    """
    written = [word for word in name.name.split() if "".join(split(word))]
    parts = [fold_word("".join(split(word))) for word in written]
    length = len(parts)
    for size in sorted({length, length - 1, length + 1} & set(range(1, len(words) + 1))):
        for start in range(len(words) - size + 1):
            yield from _held(words, (start, start + size), parts, written)
    if len(words) > 1:
        for size in {len(words), len(words) - 1, len(words) + 1} & set(range(2, length)):
            for start in range(length - size + 1):
                part = slice(start, start + size)
                yield from _held(words, (0, len(words)), parts[part], written[part])


def _held(
    words: Sequence[str], span: tuple[int, int], parts: Sequence[str], written: list[str]
) -> Iterator[tuple[int, tuple[int, int], list[str]]]:
    one, other = "".join(words[slice(*span)]), "".join(parts)
    most = 0 if len(other) < _SHORTEST else 1 if len(other) < 9 else 2 if len(other) < 18 else 3
    distance = _distance(one, other, most)
    if distance <= most:
        yield distance, span, written


def _distance(one: str, other: str, most: int) -> int:
    """Letters to change, leave out, put in or exchange with their neighbour; more than ``most`` are not counted."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    if one == other:
        return 0
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        above, row = row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = above
        if min(row) > most:
            return most + 1
    return row[-1]
