"""Where a proposed change stands in the draft as it is now, whatever was edited since the paper was printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from ..comments.anchors import CONTEXT, Anchor, locate
from ..comments.reading import Part
from ..comparison.matching import Budget
from ..comparison.words import steps, tokens
from .models import ProposedChange
from .slots import Slot

_LIKE = 0.5
"""The share of words in common from which a passage is the edited one."""
_NEW = (ProposedChange.Kind.NEW,)
_WHOLE = (ProposedChange.Kind.MOVE, ProposedChange.Kind.REMOVED)


@dataclass(frozen=True)
class Spot:
    """A stretch of a slot's text; for a moved paragraph also the slot after which it is to stand."""

    path: str
    start: int = 0
    end: int = 0
    target: str = ""


def spot_of(change: ProposedChange, slots: Mapping[str, Slot], base: Mapping[str, Slot]) -> Spot | None:
    """Where the change is to be made; None where its words stand there no more. ``base`` are the slots of what was printed."""
    if change.kind in _NEW:
        path = _passage(change.path, change.passage, slots)
        return Spot(path) if path else None
    if change.kind in _WHOLE:
        path = next((path for path in _likely(change.path, slots) if slots[path].text == change.passage), None)
        if path is None or change.kind == ProposedChange.Kind.REMOVED:
            return Spot(path, 0, len(change.passage)) if path else None
        target = _passage(change.target, base[change.target].text, slots) if change.target in base else None
        return Spot(path, 0, len(change.passage), target) if target else None
    return _words(change, slots)


def _words(change: ProposedChange, slots: Mapping[str, Slot]) -> Spot | None:
    start, end = change.start, change.start + len(change.before)
    path = _passage(change.path, change.passage, slots)
    if path and (span := _carried(change.passage, slots[path].text, start, end)):
        return Spot(path, *span)
    if not change.before.strip():
        return None
    place = locate(
        [Part(slot.path, "", (), slot.text) for slot in slots.values() if slot.kind != "fixed"],
        Anchor(change.path, change.before, change.passage[:start][-CONTEXT:], change.passage[end:][:CONTEXT]),
    )
    return Spot(place.part, place.start, place.end) if place and place.state == "stands" else None


def _likely(path: str, slots: Mapping[str, Slot]) -> list[str]:
    """The slots, first the one that has the path now."""
    return [path, *(each for each in slots if each != path)] if path in slots else list(slots)


def _passage(path: str, passage: str, slots: Mapping[str, Slot]) -> str | None:
    """The slot with the passage, or with what became of it."""
    order = _likely(path, slots)
    same = next((each for each in order if slots[each].text == passage), None)
    if same is not None and (passage.strip() or same == path):
        return same
    if path in slots and path in ("headline", "lede"):
        return path
    words = tokens(passage)
    best, like = None, _LIKE
    for each in order:
        matcher = SequenceMatcher(None, words, tokens(slots[each].text), autojunk=False)
        if matcher.real_quick_ratio() > like and matcher.quick_ratio() > like and (ratio := matcher.ratio()) > like:
            best, like = each, ratio
    return best


def _carried(old: str, new: str, start: int, end: int) -> tuple[int, int] | None:
    """The stretch of the old text in the new one; None unless all of it, or for no words at all its place, is still there."""
    at_old = at_new = 0
    for op, size in steps(old, new, Budget()):
        if op == "same":
            if at_old <= start and end <= at_old + size:
                return at_new + start - at_old, at_new + end - at_old
            at_old, at_new = at_old + size, at_new + size
        elif op == "removed":
            at_old += size
        else:
            at_new += size
    return (0, 0) if not old and not new else None
