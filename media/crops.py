"""What of a picture a post shows: the largest part of a given shape, laid where somebody says, or around what must stay visible."""

from .addresses import Box


def crop_box(size: tuple[int, int], ratio: float, position: int | None = None, focus: Box | None = None) -> Box | None:
    """The largest part of a picture that is ``ratio`` times as wide as high; None where that is all of it.

    ``position`` lays it from 0 (left or top) to 100; without one it is laid around ``focus``, else in the middle.
    """
    width, height = size
    wide, high = min(width, max(1, round(height * ratio))), min(height, max(1, round(width / ratio)))
    if (wide, high) == (width, height):
        return None
    left, top = (_start(room, part, position, edges) for room, part, edges in _axes(size, (wide, high), focus))
    return left, top, left + wide, top + high


def _axes(
    size: tuple[int, int], part: tuple[int, int], focus: Box | None
) -> tuple[tuple[int, int, tuple[int, int] | None], ...]:
    edges = ((focus[0], focus[2]), (focus[1], focus[3])) if focus else (None, None)
    return tuple(zip(size, part, edges, strict=True))


def _start(room: int, part: int, position: int | None, edges: tuple[int, int] | None) -> int:
    free = room - part
    if position is not None:
        return round(free * position / 100)
    middle = sum(edges) / 2 if edges else room / 2
    return min(free, max(0, round(middle - part / 2)))
