"""The changes in one passage, word by word: those that the document tells, and those seen when it is held against the story."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cms.text.normal import one_line

from ...comparison.matching import Budget
from ...comparison.words import steps, tokens
from .changes import Found, Kind
from .document import Mark, Op, Stretch


@dataclass(frozen=True)
class Piece:
    """A stretch in terms of the story's passage: ``start`` is its place there; added words have no length there."""

    op: Op
    text: str
    start: int
    mark: Mark
    tracked: bool
    comments: frozenset[str]

    @property
    def end(self) -> int:
        return self.start + (len(self.text) if self.op != "added" else 0)


def pieces_of(passage: str, stretches: Iterable[Stretch]) -> list[Piece]:
    """The document's stretches against the passage as the story has it.

    What the document had before all tracked changes ought to be the passage; where it is not, somebody typed without tracking.
    """
    reader = _Reader(list(stretches))
    pieces: list[Piece] = []
    at = 0

    def put(stretch: Stretch, op: Op, *, tracked: bool) -> None:
        nonlocal at
        pieces.append(Piece(op, stretch.text, at, stretch.mark, tracked, stretch.comments))
        at = pieces[-1].end

    for op, size in steps(passage, reader.base, Budget()):
        if op == "removed":
            put(Stretch("removed", passage[at : at + size]), "removed", tracked=False)
            continue
        for stretch in reader.take(size):
            if op == "same" or stretch.op == "added":
                put(stretch, stretch.op, tracked=True)
            elif stretch.op == "same":
                put(stretch, "added", tracked=False)
    for stretch in reader.rest():
        put(stretch, stretch.op, tracked=True)
    return pieces


class _Reader:
    """Takes the text before the tracked changes from its beginning; what was added comes along where it stands."""

    def __init__(self, stretches: list[Stretch]) -> None:
        self.base = "".join(each.text for each in stretches if each.op != "added")
        self._left = stretches[::-1]

    def take(self, size: int) -> Iterator[Stretch]:
        while size and self._left:
            stretch = self._left.pop()
            if stretch.op == "added":
                yield stretch
                continue
            if len(stretch.text) > size:
                self._left.append(replace(stretch, text=stretch.text[size:]))
                stretch = replace(stretch, text=stretch.text[:size])
            size -= len(stretch.text)
            if stretch.text:
                yield stretch

    def rest(self) -> Iterator[Stretch]:
        yield from (each for each in self._left[::-1] if each.op == "added")


@dataclass
class _Run:
    """Neighbouring pieces that changed something: what of the passage is replaced, by what, by whom."""

    start: int
    end: int
    after: str
    pieces: list[Piece]


def changes_in(path: str, passage: str, pieces: list[Piece], *, paragraph: bool) -> list[Found]:
    """The changes, each of whole words. ``paragraph``: a passage of which nothing is left is a paragraph that is gone."""
    found = []
    for runs in _together(passage, list(_runs(pieces))):
        start, end = runs[0].start, runs[-1].end
        after, at = "", start
        for run in runs:
            after += passage[at : run.start] + run.after
            at = run.end
        start, end, after = _trimmed(passage, start, end, after)
        start, end, after = _whole_words(passage, start, end, after)
        before = passage[start:end]
        marks = [piece for run in runs for piece in run.pieces]
        tracked = all(piece.tracked for piece in marks)
        if before == after or (not tracked and one_line(before) == one_line(after)):
            continue
        moments = [piece.mark.at for piece in marks if piece.mark.at]
        found.append(
            Found(
                kind=_kind(passage, before, after, paragraph=paragraph),
                path=path,
                passage=passage,
                start=start,
                before=before,
                after=after,
                author=", ".join(dict.fromkeys(piece.mark.author for piece in marks if piece.mark.author))[:120],
                at=max(moments, default=None),
                tracked=tracked,
                moved=any(piece.mark.moved for piece in marks),
            )
        )
    return found


def _kind(passage: str, before: str, after: str, *, paragraph: bool) -> Kind:
    if not before.strip():
        return "insert"
    if after.strip():
        return "replace"
    return "removed" if paragraph and before.strip() == passage.strip() else "delete"


def _runs(pieces: list[Piece]) -> Iterator[_Run]:
    run: _Run | None = None
    for piece in pieces:
        if piece.op == "same":
            if run and piece.text:
                yield run
                run = None
            continue
        run = run or _Run(piece.start, piece.start, "", [])
        run.end = piece.end
        run.after += piece.text if piece.op == "added" else ""
        run.pieces.append(piece)
    if run:
        yield run


def _together(passage: str, runs: list[_Run]) -> list[list[_Run]]:
    """Runs that meet once they are of whole words."""
    groups: list[list[_Run]] = []
    last_end = -1
    for run in runs:
        start, end, _after = _whole_words(passage, run.start, run.end, run.after)
        if groups and start < last_end:
            groups[-1].append(run)
        else:
            groups.append([run])
        last_end = end
    return groups


def _trimmed(passage: str, start: int, end: int, after: str) -> tuple[int, int, str]:
    """The change without the words at its ends that were struck out and written again."""
    old, new = tokens(passage[start:end]), tokens(after)
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    kept = new[head : len(new) - tail]
    return (
        start + sum(map(len, old[:head])),
        end - sum(map(len, old[len(old) - tail :])),
        "".join(kept),
    )


def _whole_words(passage: str, start: int, end: int, after: str) -> tuple[int, int, str]:
    """The change widened to the words that it cuts: ``1[5→8]`` is ``15→18``."""
    left, right = start, end
    at = 0
    for token in tokens(passage):
        stop = at + len(token)
        if not token.isspace():
            if at < start < stop or (stop == start and _grows(token, passage[start:end], after, 0)):
                left = min(left, at)
            if at < end < stop or (at == end and _grows(token, passage[start:end], after, -1)):
                right = max(right, stop)
        at = stop
    return left, right, passage[left:start] + after + passage[end:right]


def _grows(word: str, before: str, after: str, side: int) -> bool:
    """Whether the change stands so close to a word that it makes another one of it."""
    touching = [text[side] for text in (before, after) if text]
    return word[-1 if side == 0 else 0].isalnum() and any(sign.isalnum() for sign in touching)
