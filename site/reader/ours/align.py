"""A paste laid beside a text of ours: which passages are in it, and what differs within them, word by word.

Runs of three words find the places that belong together: they are nearly all unique, so that this takes about as long as reading
both texts. Only the short gaps between such places are compared word by word.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

from .words import Strictness, Words

_RUN = 3
_TOO_OFTEN = 12
"""A run of words that stands so often in a text tells no place."""
GAP = 12
"""Words: what is further apart is not compared, but left out or added."""
SHORTEST_PASSAGE = 6
"""Words: fewer in a row are anybody's."""
_EDGE = 4
"""Words before and after a passage that may have been changed."""
_STRETCHES = 400
"""Stretches of a paste that stand in our text and are compared; the time grows with their square. A tenth of a paste of 4,000 words
may be others' words; what goes beyond is foreign."""
_LOOKS = 30
"""How often what is left of a paste is looked for in the whole text again: paragraphs may come in another order."""

Kind = Literal["same", "changed", "added", "missing", "skipped", "foreign"]


@dataclass(frozen=True)
class Piece:
    """Words ``theirs`` (from, to) of the paste beside words ``ours`` (from, to) of our text."""

    kind: Kind
    theirs: tuple[int, int]
    ours: tuple[int, int]


_Block = tuple[int, int, int]  # where in the paste, where in ours, how many words


class Original:
    """A text of ours, made ready once for whatever is laid beside it."""

    def __init__(self, segments: Sequence[str]) -> None:
        self.words = Words.of("\n".join(segments))
        self._starts = _starts(segments)
        runs = _runs(self.words.folded, 0, len(self.words))
        self._matcher: SequenceMatcher[str] = SequenceMatcher(None, autojunk=False)
        self._runs = frozenset(runs)
        self._matcher.set_seq2(_told_apart(runs, "\0"))

    def pieces(self, paste: Words, strict: Strictness) -> list[Piece]:
        """The paste in its order, piece by piece; one ``foreign`` piece where nothing of it is here."""
        return _Alignment(self, paste, strict).pieces()

    def blocks(self, paste: Words, first: int, last: int) -> list[_Block]:
        """The runs that stand in both, in the same order: the longest first, then what is on its two sides."""
        self._matcher.set_seq1(self._bounded(_told_apart(_runs(paste.folded, first, last), "\1")))
        found: list[_Block] = []
        end = other_end = 0
        for at, place, size in self._matcher.get_matching_blocks():
            if not size:
                continue
            at, length = at + first, size + _RUN - 1
            overlap = max(end - at, other_end - place, 0)
            if overlap < length:
                found.append((at + overlap, place + overlap, length - overlap))
                end, other_end = at + length, place + length
        return found

    def _bounded(self, runs: list[str]) -> list[str]:
        """The runs up to where they have gone in and out of our text too often for anything but a trap."""
        stretches, within = 0, False
        for at, run in enumerate(runs):
            stretches += (known := run in self._runs) and not within
            within = known
            if stretches > _STRETCHES:
                return runs[:at]
        return runs

    def whole_segments(self, first: int, last: int) -> bool:
        """Whether the words are whole paragraphs: to leave those out changes none."""
        return first in self._starts and (last in self._starts or last == len(self.words))

    def segment_bounds(self, place: int) -> tuple[int, int]:
        """The first word of the paragraph that the word is in, and the first after it."""
        first = max((start for start in self._starts if start <= place), default=0)
        return first, min((start for start in self._starts if start > place), default=len(self.words))


class _Alignment:
    def __init__(self, original: Original, paste: Words, strict: Strictness) -> None:
        self._original, self._ours, self._paste, self._strict = original, original.words, paste, strict

    def pieces(self) -> list[Piece]:
        found: list[tuple[int, int, list[Piece]]] = []
        waiting = [(0, len(self._paste))]
        for _look in range(_LOOKS):
            if not waiting:
                break
            first, last = waiting.pop(0)
            fresh = self._passages(first, last)
            found += fresh
            edges = [first, *(edge for start, end, _pieces in fresh for edge in (start, end)), last]
            left = [] if not fresh else list(zip(edges[::2], edges[1::2], strict=True))
            waiting += [(start, end) for start, end in left if end - start >= SHORTEST_PASSAGE]
        return list(_merged(self._whole(sorted(found))))

    def _passages(self, first: int, last: int) -> list[tuple[int, int, list[Piece]]]:
        """Passages of the paste that are long enough to be ours, with what is in them."""
        groups: list[list[_Block]] = []
        for block in self._original.blocks(self._paste, first, last):
            before = groups[-1][-1] if groups else None
            if before and max(block[0] - before[0], block[1] - before[1]) - before[2] <= GAP:
                groups[-1].append(block)
            else:
                groups.append([block])
        needed = min(SHORTEST_PASSAGE, max(len(self._paste) * 3 // 5, _RUN))
        passages, floor = [], first
        for group, following in zip_longest(groups, groups[1:]):
            if sum(block[2] for block in group) >= needed:
                ceiling = following[0][0] if following else last
                passages.append(self._passage(group, floor, ceiling))
                floor = passages[-1][1]
        return passages

    def _whole(self, passages: list[tuple[int, int, list[Piece]]]) -> Iterator[Piece]:
        done, ours_done = 0, None
        for first, last, pieces in passages:
            if done < first:
                yield Piece("foreign", (done, first), (0, 0))
            start = pieces[0].ours[0]
            if ours_done is not None and ours_done < start:
                yield Piece("skipped", (first, first), (ours_done, start))
            yield from pieces
            done, ours_done = last, pieces[-1].ours[1]
        if done < len(self._paste):
            yield Piece("foreign", (done, len(self._paste)), (0, 0))

    def _passage(self, blocks: list[_Block], floor: int, ceiling: int) -> tuple[int, int, list[Piece]]:
        pieces = [*self._head(blocks[0], floor)]
        for block, following in zip_longest(blocks, blocks[1:]):
            at, place, length = block
            pieces += self._equal(at, place, length)
            if following:
                pieces += self._gap((at + length, following[0]), (place + length, following[1]))
        pieces += self._tail(blocks[-1], ceiling)
        return pieces[0].theirs[0], pieces[-1].theirs[1], pieces

    def _head(self, block: _Block, floor: int) -> list[Piece]:
        """The words just before the passage, where they stand for the beginning of our paragraph."""
        start, _end = self._original.segment_bounds(block[1])
        many = min(_EDGE, block[0] - floor, block[1] - start)
        theirs, ours = (block[0] - many, block[0]), (block[1] - many, block[1])
        pieces = self._edge(theirs, ours, whole=ours[0] == start and theirs[0] == 0)
        return _from_first_match(pieces)

    def _tail(self, block: _Block, ceiling: int) -> list[Piece]:
        at, place = block[0] + block[2], block[1] + block[2]
        _start, end = self._original.segment_bounds(place - 1)
        many = min(_EDGE, ceiling - at, end - place)
        theirs, ours = (at, at + many), (place, place + many)
        pieces = self._edge(theirs, ours, whole=ours[1] == end and theirs[1] == len(self._paste))
        return _from_first_match(pieces[::-1])[::-1]

    def _edge(self, theirs: tuple[int, int], ours: tuple[int, int], *, whole: bool) -> list[Piece]:
        """What differs at an end of a passage; nothing where the words there are no more than neighbours. ``whole``: both the
        paste and our paragraph end here, so that one or two other words are in the place of ours."""
        if theirs[0] == theirs[1]:
            return []
        pieces = self._gap(theirs, ours)
        if any(piece.kind == "same" for piece in pieces):
            return pieces
        return [Piece("changed", theirs, ours)] if whole and theirs[1] - theirs[0] < _RUN else []

    def _gap(self, theirs: tuple[int, int], ours: tuple[int, int]) -> list[Piece]:
        left, right = self._paste.folded[slice(*theirs)], self._ours.folded[slice(*ours)]
        if not left and right and self._original.whole_segments(*ours):
            return [Piece("skipped", (theirs[0], theirs[0]), ours)]
        pieces: list[Piece] = []
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
            if tag == "equal":
                pieces += self._equal(theirs[0] + i1, ours[0] + j1, i2 - i1)
            else:
                kind: Kind = {"replace": "changed", "delete": "added", "insert": "missing"}[tag]  # type: ignore[assignment]
                pieces.append(Piece(kind, (theirs[0] + i1, theirs[0] + i2), (ours[0] + j1, ours[0] + j2)))
        return pieces

    def _equal(self, at: int, place: int, length: int) -> list[Piece]:
        """Words of the same letters, which may still differ in marks or capitals."""
        pieces = []
        for step in range(length):
            i, j = at + step, place + step
            kind: Kind = "same" if self._strict.same(self._paste.word(i), self._ours.word(j)) else "changed"
            pieces.append(Piece(kind, (i, i + 1), (j, j + 1)))
        return pieces


def _from_first_match(pieces: list[Piece]) -> list[Piece]:
    """What lies before is not compared: the paste, or the passage, begins there."""
    first = next((at for at, piece in enumerate(pieces) if piece.kind in ("same", "changed")), len(pieces))
    return pieces[first:]


def _merged(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """The same with neighbours of one kind as one."""
    last: Piece | None = None
    for piece in pieces:
        joins = last and last.kind == piece.kind and last.theirs[1] == piece.theirs[0] and last.ours[1] == piece.ours[0]
        if last and joins:
            last = Piece(last.kind, (last.theirs[0], piece.theirs[1]), (last.ours[0], piece.ours[1]))
            continue
        if last:
            yield last
        last = piece
    if last:
        yield last


def _runs(words: Sequence[str], first: int, last: int) -> list[str]:
    return [" ".join(words[at : at + _RUN]) for at in range(first, last - _RUN + 1)]


def _told_apart(runs: Sequence[str], sign: str) -> list[str]:
    """The runs, with something that is in no text for those that come too often: they would be compared each with each."""
    often = Counter(runs)
    return [run if often[run] <= _TOO_OFTEN else f"{sign}{at}" for at, run in enumerate(runs)]


def _starts(segments: Sequence[str]) -> frozenset[int]:
    counts = [len(Words.of(segment)) for segment in segments]
    starts = [0]
    for count in counts:
        starts.append(starts[-1] + count)
    return frozenset(starts)
