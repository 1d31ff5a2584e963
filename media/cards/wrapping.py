"""Where a headline is broken into lines: evenly, no word alone at its end, and no name or number torn from what belongs to it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from .compounds import COMPOUNDS

_NUMBER = re.compile(r"[(“\"]?\d[\d.,:/–-]*%?|[IVXLC]+")
_UNITS = frozenset(
    {"triệu", "tỷ", "tỉ", "nghìn", "ngàn", "đồng", "%", "năm", "tháng", "ngày", "giờ", "phút", "người", "đại", "km", "m", "ha",
     "tấn", "điểm", "lần", "vụ", "xã", "phường"}
)  # fmt: skip
_BEFORE = frozenset({"ngày", "tháng", "năm", "thứ", "lần", "khóa", "khoá", "số", "quý", "kỳ", "quận", "phường"})
_ENDS = (",", ".", ":", ";", "!", "?", "”", ")", "–", "-")
_OPENING = "“\"(‘'"
_SIGNS = "".join(_ENDS)
_DASHES = frozenset({"–", "-", "—", "/"})
_LONGEST_NAME = 4
TORN = 1_000.0
"""What it costs to tear a name or a number apart: more than any unevenness, less than not to fit."""
_ALONE = 300.0
_SPLIT = 40.0


@dataclass(frozen=True)
class Broken:
    """The lines, and whether nothing was torn and no word left alone."""

    lines: tuple[str, ...]
    clean: bool


def bonds(words: Sequence[str]) -> list[float]:
    """What it costs to end a line after each word: most within a name, or between a number and what it counts."""
    shouted = sum(map(_is_capital, words)) * 10 > len(words) * 7
    found = []
    run = 1
    for word, following in pairwise(words):
        name = not shouted and _is_name(word, following, first=run == 1) and run < _LONGEST_NAME
        run = run + 1 if name else 1
        if name or _is_number(word, following) or following in _DASHES:
            found.append(TORN)
        else:
            found.append(_SPLIT if f"{word} {following.rstrip(_SIGNS)}".lower() in COMPOUNDS else 0.0)
    return [*found, 0.0]


def _is_name(word: str, following: str, *, first: bool) -> bool:
    """Two capitals in a row; or a word that begins with one and goes on without: Đại hội, Thành ủy."""
    if not _is_capital(word) or word.endswith(_ENDS):
        return False
    return _is_capital(following) or (first and following[:1].islower())


def _is_capital(word: str) -> bool:
    return word.lstrip(_OPENING)[:1].isupper()


def _is_number(word: str, following: str) -> bool:
    if _NUMBER.fullmatch(following) and word.lower() in _BEFORE:
        return True
    if word.lower() in ("thứ", "ông", "bà") and following[:1].isupper():
        return True
    return bool(_NUMBER.fullmatch(word)) and following.strip(_SIGNS).lower() in _UNITS


def broken(text: str, room: int, most: int, measure: Callable[[str], int]) -> Broken | None:
    """The text on as few lines as it takes, as even as they get; None where ``most`` lines of that width are too few."""
    words = text.split()
    if not words or any(measure(word) > room for word in words):
        return None
    least = len(_greedy(words, room, measure))
    if least > most:
        return None
    for count in range(least, min(least + 1, most) + 1):
        found = _even(words, room, count, measure)
        if found is not None and (found.clean or count == min(least + 1, most)):
            return found
    return _even(words, room, least, measure)


def cut(text: str, room: int, most: int, measure: Callable[[str], int]) -> tuple[str, ...]:
    """As much as fits, ended by an ellipsis at a word; a word that is wider than the room is cut within."""
    words = [piece for word in text.split() for piece in _split(word, room, measure)]
    lines = _greedy(words, room, measure)
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1].split()
    while last and measure(" ".join(last) + "…") > room:
        last.pop()
    ended = " ".join(last).rstrip(" ,.:;–-") + "…"
    return (*lines[: most - 1], ended)


def _split(word: str, room: int, measure: Callable[[str], int]) -> list[str]:
    pieces = []
    while word:
        length = len(word)
        while length > 1 and measure(word[:length]) > room:
            length -= max(1, length // 8)
        pieces.append(word[:length])
        word = word[length:]
    return pieces


def _greedy(words: Sequence[str], room: int, measure: Callable[[str], int]) -> list[str]:
    lines: list[str] = []
    for word in words:
        if lines and measure(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _even(words: Sequence[str], room: int, count: int, measure: Callable[[str], int]) -> Broken | None:
    """The best way to make exactly that many lines: squares of what is left of each, and what a bad break costs."""
    tied = bonds(words)

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[int, ...]] | None:
        if left == 0:
            return (0.0, ()) if start == len(words) else None
        found: tuple[float, tuple[int, ...]] | None = None
        for end in range(start + 1, len(words) - left + 2):
            taken = measure(" ".join(words[start:end]))
            if taken > room:
                break
            rest = best(end, left - 1)
            if rest is None:
                continue
            price = ((room - taken) / room * 10) ** 2 + rest[0]
            price += tied[end - 1]
            price += _ALONE if end - start == 1 and end == len(words) and start else 0
            if found is None or price < found[0]:
                found = (price, (end, *rest[1]))
        return found

    chosen = best(0, count)
    if chosen is None:
        return None
    starts = (0, *chosen[1][:-1])
    lines = tuple(" ".join(words[start:end]) for start, end in zip(starts, chosen[1], strict=True))
    torn = any(tied[end - 1] >= TORN for end in chosen[1])
    return Broken(lines, not torn and (len(lines) == 1 or " " in lines[-1]))
