"""The two weights of letters, and which characters they have."""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from PIL import ImageFont

from cms.text.fold import fold

Weight = Literal["bold", "medium"]

_FOLDER = Path(__file__).resolve().parent / "fonts"
_FILES: dict[Weight, str] = {"bold": "BeVietnamPro-Bold.ttf", "medium": "BeVietnamPro-Medium.ttf"}
_NO_CHARACTER = "\uffff"

TALLEST = "ẪẲẨẰẮẴẾỂỖỔỮẢÂĐjgyqpộựậ,Q|()"
"""Letters with two marks above, one below, and tails: none stands out of a line that has room for these."""


@lru_cache(maxsize=64)
def font(weight: Weight, size: int) -> ImageFont.FreeTypeFont:
    # The basic layout is the same on every machine; all Vietnamese letters are single characters.
    return ImageFont.truetype(_FOLDER / _FILES[weight], size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=8192)
def width(text: str, weight: Weight, size: int) -> int:
    """Pixels from where the text begins to the right edge of what is drawn, or to where it ends."""
    letters = font(weight, size)
    return max(round(letters.getlength(text) + 0.5), round(letters.getbbox(text, anchor="ls")[2] + 0.5))


@lru_cache(maxsize=256)
def heights(weight: Weight, size: int) -> tuple[int, int]:
    """Pixels above and below the base line that the tallest letters take, as they are really drawn."""
    _left, top, _right, bottom = font(weight, size).getbbox(TALLEST, anchor="ls")
    return round(-top + 0.5), round(bottom + 0.5)


@lru_cache(maxsize=4096)
def has(weight: Weight, char: str) -> bool:
    """Whether the letters have the character, and would not draw an empty box."""
    return char == " " or _drawn(weight, char) != _drawn(weight, _NO_CHARACTER)


def settable(text: str, weight: Weight) -> str:
    """The text with what can be set: a letter with a mark that is missing loses the mark, a pictogram is left out."""
    text = " ".join(text.split())
    kept = "".join(char if has(weight, char) else _bare(char) for char in text)
    return " ".join("".join(char for char in kept if has(weight, char)).split())


def _bare(char: str) -> str:
    return fold(char).upper() if char.isupper() else fold(char)


def _drawn(weight: Weight, char: str) -> tuple[bytes, tuple[int, int], float]:
    letters = font(weight, 40)
    mask = letters.getmask(char)
    return bytes(mask), mask.size, letters.getlength(char)
