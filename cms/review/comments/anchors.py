"""Where a comment stands in a draft that has been edited since.

An anchor is what was marked and what stood around it (as in the Web Annotation model's text quote selector), not a place in the
editor's data: the words are there in every version and in every editor, whoever saved it. So a passage is found again when text
before it changes or when it is moved; where it was rewritten, its neighbours tell what stands there now.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from cms.text.normal import one_line

from .reading import Part

LONGEST_QUOTE = 500
"""Characters of a marked passage that are kept; of a longer one, its beginning is."""
CONTEXT = 64
"""Characters kept of what stands before and after."""
_LONG = 24
"""From this length on a passage is itself wherever it stands; a shorter one only beside its neighbours."""
_NEIGHBOURS = 8
"""Characters around a short passage that must be the same."""
_SAME_PART = 12
"""What being in the same part counts for, in characters of context."""
_EDGE = 20
"""Characters on either side that must be the same for a rewritten passage to be found."""
_MOST_WRITTEN = 600
"""Characters that may have come to stand where a passage was."""


@dataclass(frozen=True)
class Anchor:
    """What was marked: the part it stands in (empty: unknown), the words, and those before and after."""

    part: str
    quote: str
    before: str = ""
    after: str = ""

    @classmethod
    def marked(cls, part: str, quote: str, before: str, after: str) -> "Anchor":
        """An anchor from what a browser sent, on one line and cut to length."""
        quote, before, after = one_line(quote), one_line(before), one_line(after)
        rest = quote[LONGEST_QUOTE:]
        return cls(
            part=part[:40],
            quote=quote[:LONGEST_QUOTE].rstrip(),
            before=before[-CONTEXT:],
            after=(rest + after)[:CONTEXT],
        )


@dataclass(frozen=True)
class Place:
    """A stretch of a part's text. ``changed``: it is what stands now where the passage stood."""

    part: str
    start: int
    end: int
    state: Literal["stands", "changed"] = "stands"


def locate(parts: Sequence[Part], anchor: Anchor) -> Place | None:
    """Where the passage is; None where it is gone."""
    found = [(score, place) for score, place in _exact(parts, anchor) if score is not None]
    if found:
        return max(found, key=lambda pair: pair[0])[1]
    return next((place for part in parts if part.name == anchor.part and (place := _rewritten(part, anchor))), None)


def settled(parts: Sequence[Part], anchor: Anchor) -> Anchor:
    """The anchor with part and neighbours as the draft has them, so that it knows more than the browser could see."""
    place = locate(parts, anchor)
    if place is None or place.state != "stands":
        return anchor
    text = next(part.text for part in parts if part.name == place.part)
    return replace(
        anchor,
        part=place.part,
        before=text[: place.start].rstrip()[-CONTEXT:],
        after=text[place.end :].lstrip()[:CONTEXT],
    )


def _exact(parts: Sequence[Part], anchor: Anchor) -> Iterator[tuple[int | None, Place]]:
    """Every place with these words, with how well it fits; None for one that is something else."""
    for part in parts:
        starts = _occurrences(part.text, anchor.quote)
        for start in starts:
            end = start + len(anchor.quote)
            same = part.name == anchor.part
            alike = _alike(part.text[:start], part.text[end:], anchor)
            only = same and len(starts) == 1 and len(anchor.quote) >= _NEIGHBOURS
            fits = len(anchor.quote) >= _LONG or only or alike >= min(_NEIGHBOURS, len(anchor.before + anchor.after))
            yield (alike + _SAME_PART * same if fits else None), Place(part.name, start, end)


def _occurrences(text: str, words: str) -> list[int]:
    """Where the words stand: as whole words, or anywhere if they nowhere do."""
    found = list(_all(text, words))
    return [at for at in found if not _inside_word(text, at, at + len(words))] or found


def _inside_word(text: str, start: int, end: int) -> bool:
    edges = [text[at - 1 : at + 1] for at in (start, end) if 0 < at < len(text)]
    return any(edge.isalnum() for edge in edges)


def _alike(before: str, after: str, anchor: Anchor) -> int:
    """Characters that are the same on both sides, going outwards."""
    return _shared(before.rstrip()[::-1], anchor.before.rstrip()[::-1]) + _shared(after.lstrip(), anchor.after.lstrip())


def _shared(one: str, other: str) -> int:
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _rewritten(part: Part, anchor: Anchor) -> Place | None:
    """What stands between the passage's neighbours now; None where they are gone or nothing stands between them."""
    head, tail = anchor.before[-_EDGE:].strip(), anchor.after[:_EDGE].strip()
    if not (head or tail or part.single):
        return None
    starts = [at + len(head) for at in _all(part.text, head)] if head else [0]
    ends = list(_all(part.text, tail)) if tail else [len(part.text)]
    spans = [(end - start, start, end) for start in starts for end in ends if start <= end]
    if not spans:
        return None
    length, start, end = min(spans)
    start += len(part.text[start:end]) - len(part.text[start:end].lstrip())
    end = start + len(part.text[start:end].rstrip())
    if not part.text[start:end] or length > max(_MOST_WRITTEN, 3 * len(anchor.quote)):
        return None
    return Place(part.name, start, end, "changed")


def _all(text: str, words: str) -> Iterator[int]:
    at = text.find(words) if words else -1
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
