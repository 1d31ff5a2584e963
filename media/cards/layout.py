"""Where everything stands on a card of a form: boxes and lines, before anything is drawn."""

from dataclasses import dataclass
from functools import partial

from .faces import SIZES, Face, Form
from .fonts import Weight, heights, settable, width
from .wrapping import broken, cut

Box = tuple[int, int, int, int]
"""Left, top, right, bottom."""

INK, SOFT, RED, PAPER = "#1b1d21", "#5c6068", "#b3161b", "#fdfcf9"
MARGIN = 64
_BAND = 14
_GAP = 20
_SMALL = 30
_CREDIT = 22
_STEPS = (116, 108, 100, 92, 84, 78, 72, 67, 62, 57, 53, 49, 45, 42, 39, 36)
"""Sizes of a headline in pixels, the largest first."""
_KEPT = 0.72
"""How much smaller a headline may get for the sake of a better break."""
_LARGEST: dict[Form, int] = {"1x1": 116, "4x3": 100, "16x9": 92}
_LARGEST_BESIDE_PHOTO = 84
_MOST_LINES: dict[Form, int] = {"1x1": 8, "4x3": 7, "16x9": 6}


@dataclass(frozen=True)
class Line:
    """A line of text: where its base line begins."""

    text: str
    left: int
    base: int
    weight: Weight
    size: int
    colour: str


@dataclass(frozen=True)
class Layout:
    size: tuple[int, int]
    photo: Box | None
    band: Box
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Set:
    """Lines of one size that stand together."""

    lines: tuple[str, ...]
    weight: Weight
    size: int
    colour: str

    @property
    def pitch(self) -> int:
        """From one base line to the next: no mark touches what is above it."""
        above, below = heights(self.weight, self.size)
        return max(above + below + 2, round(self.size * 1.24))

    @property
    def height(self) -> int:
        above, below = heights(self.weight, self.size)
        return above + below + self.pitch * (len(self.lines) - 1) if self.lines else 0

    def placed(self, left: int, top: int) -> list[Line]:
        base = top + heights(self.weight, self.size)[0]
        return [
            Line(text, left, base + at * self.pitch, self.weight, self.size, self.colour)
            for at, text in enumerate(self.lines)
        ]


def laid_out(face: Face, form: Form, *, with_photo: bool) -> Layout:
    """The card's parts in their places: photo on top or, where the card is wide, at the right; words beside it."""
    wide, high = SIZES[form]
    photo = _photo_box(form) if with_photo else None
    left, top, right, bottom = MARGIN, MARGIN, wide - MARGIN, high - MARGIN * 3 // 4
    if photo and form == "16x9":
        right = photo[0] - MARGIN * 3 // 4
    elif photo:
        top = photo[3] + _BAND + MARGIN // 2
    room = right - left
    foot = _foot(face, left, room, bottom, with_credit=photo is not None)
    end = min(line.base - heights(line.weight, line.size)[0] for line in foot) - _GAP if foot else bottom
    largest = min(_LARGEST[form], _LARGEST_BESIDE_PHOTO) if photo else _LARGEST[form]
    parts = _parts(face, room, end - top, _MOST_LINES[form], largest)
    lines = []
    at = top
    for place, part in enumerate(parts):
        if photo is None and part.size >= _STEPS[-1] and part.weight == "bold" and place < 2:
            # Without a photo the words stand in the middle, the kicker above them at its place.
            at += max(0, (end - at - _height(parts[place:])) // 2)
        lines += part.placed(left, at)
        at += part.height + _GAP
    return Layout((wide, high), photo, _band(photo, form), (*lines, *foot))


def _parts(face: Face, room: int, height: int, most: int, largest: int) -> list[Set]:
    """Kicker, headline and further lines: as many of them as leave the headline its place, the last ones given up first."""
    kicker = _one_line(face.kicker, room, "bold", _SMALL, RED)
    more = _more(face, room)
    before = [kicker] if kicker.lines else []
    while True:
        left = height - _height([*before, *more]) - (_GAP if before or more else 0)
        headline = _headline(face.headline, room, left, most, largest)
        if headline.height <= left or not (before or more):
            return [*before, headline, *more]
        if more:
            more.pop()
        else:
            before.pop()


def _height(parts: list[Set]) -> int:
    return sum(part.height for part in parts) + _GAP * (len(parts) - 1) if parts else 0


def _photo_box(form: Form) -> Box:
    wide, high = SIZES[form]
    if form == "16x9":
        return wide - 500, 0, wide, high
    return 0, 0, wide, high * (52 if form == "1x1" else 46) // 100


def _band(photo: Box | None, form: Form) -> Box:
    wide, _high = SIZES[form]
    if photo is None or form == "16x9":
        return 0, 0, photo[0] if photo else wide, _BAND
    return 0, photo[3], wide, photo[3] + _BAND


def _headline(text: str, room: int, height: int, most: int, largest: int) -> Set:
    """The largest size in which it fits; a smaller one where that tears nothing apart."""
    text = settable(text, "bold")
    best: Set | None = None
    for size in (step for step in _STEPS if step <= largest):
        if best and size < best.size * _KEPT:
            break
        lines = min(most, _lines_in(height, size))
        found = broken(text, room, lines, partial(width, weight="bold", size=size)) if lines else None
        if found is None:
            continue
        each = Set(found.lines, "bold", size, INK)
        if found.clean:
            return each
        best = best or each
    if best:
        return best
    size = _STEPS[-1]
    lines = max(1, min(most, _lines_in(height, size)))
    return Set(cut(text, room, lines, partial(width, weight="bold", size=size)), "bold", size, INK)


def _lines_in(height: int, size: int) -> int:
    one = Set(("",), "bold", size, INK)
    return 1 + (height - one.height) // one.pitch if height >= one.height else 0


def _more(face: Face, room: int) -> list[Set]:
    found = []
    for at, text in enumerate(face.lines):
        size = 36 if at == 0 else 32
        text = settable(text, "medium")
        measure = partial(width, weight="medium", size=size)
        whole = broken(text, room, 2, measure)
        lines = whole.lines if whole else cut(text, room, 2, measure)
        found.append(Set(lines, "medium", size, INK if at == 0 else SOFT))
    return [each for each in found if each.lines]


def _foot(face: Face, left: int, room: int, bottom: int, *, with_credit: bool) -> list[Line]:
    """The site's name with the day, below them the short link with the photo's credit: two of them on a line where both fit."""
    rows = [
        *_row(_one_line(face.site, room, "bold", _SMALL, INK), _one_line(face.day, room, "medium", _SMALL, SOFT), room),
        *_row(
            _one_line(face.link, room, "medium", _CREDIT, SOFT),
            _one_line(face.credit if with_credit else "", room, "medium", _CREDIT, SOFT),
            room,
        ),
    ]
    lines: list[Line] = []
    for row in reversed(rows):
        bottom -= max(part.height for part, _start in row)
        lines += [line for part, start in row for line in part.placed(left + start, bottom)]
        bottom -= _GAP // 2
    return lines


def _row(one: Set, other: Set, room: int) -> list[list[tuple[Set, int]]]:
    """Both on one line, or each on its own; what says nothing takes no line."""
    if not (one.lines and other.lines):
        return [[(each, 0)] for each in (one, other) if each.lines]
    beside = width(one.lines[0], one.weight, one.size) + _GAP
    if beside + width(other.lines[0], other.weight, other.size) <= room:
        return [[(one, 0), (other, beside)]]
    return [[(one, 0)], [(other, 0)]]


def _one_line(text: str, room: int, weight: Weight, size: int, colour: str) -> Set:
    text = settable(text, weight)
    lines = cut(text, room, 1, partial(width, weight=weight, size=size))
    return Set(lines, weight, size, colour)
