"""Two formatted texts as stretches: what is the same, added, removed, or only set otherwise."""

from .changes import Segment
from .matching import Budget
from .outline import Rich, Style
from .words import Step, steps


def segments_of(old: Rich, new: Rich, budget: Budget, *, whole: bool = False) -> tuple[Segment, ...]:
    """The stretches of both texts, each of one setting."""
    if old == new:
        return tuple(Segment("same", text, style, style) for text, style in new.runs)
    replaced = [Step("removed", len(old.text)), Step("added", len(new.text))]
    found = replaced if whole else steps(old.text, new.text, budget)
    before, after = _Reader(old), _Reader(new)
    segments: list[Segment] = []
    for op, size in found:
        if op == "removed":
            segments += [Segment("removed", text, style, None) for text, style in before.take(size)]
        elif op == "added":
            segments += [Segment("added", text, None, style) for text, style in after.take(size)]
        else:
            segments += _both(before.take(size), after.take(size))
    return tuple(segments)


def _both(old: list[tuple[str, Style]], new: list[tuple[str, Style]]) -> list[Segment]:
    """The same words in the settings of both, cut wherever one of them changes."""
    segments = []
    old, new = old[::-1], new[::-1]
    while old and new:
        (old_text, old_style), (new_text, new_style) = old.pop(), new.pop()
        size = min(len(old_text), len(new_text))
        op = "same" if old_style == new_style else "restyled"
        segments.append(Segment(op, new_text[:size], old_style, new_style))  # type: ignore[arg-type]
        if size < len(old_text):
            old.append((old_text[size:], old_style))
        if size < len(new_text):
            new.append((new_text[size:], new_style))
    return segments


class _Reader:
    """Takes a text from its beginning, piece by piece, with the setting of each."""

    def __init__(self, rich: Rich) -> None:
        self._runs = list(rich.runs[::-1])

    def take(self, size: int) -> list[tuple[str, Style]]:
        taken = []
        while size:
            text, style = self._runs.pop()
            taken.append((text[:size], style))
            if len(text) > size:
                self._runs.append((text[size:], style))
            size -= min(size, len(text))
        return taken
