"""Folding: what a reader types without diacritics meets what an editor wrote with them."""

import re
import unicodedata

_WORD = re.compile(r"\w+")
# Python's NFKD leaves đ and Đ as they are: they are letters of their own, not d with a mark.
_STROKES = str.maketrans("đĐ", "dD")


def fold(text: str) -> str:
    """Lower case, without tone and vowel marks, đ as d: ``"Đại hội" -> "dai hoi"``."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_STROKES))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()


def words(text: str) -> list[str]:
    """The folded words of a text, in their order."""
    return _WORD.findall(fold(text))


def slug(text: str, *, longest: int = 80) -> str:
    """A path segment of ASCII letters, digits and hyphens, cut between words; never empty."""
    kept: list[str] = []
    length = 0
    for word in re.findall(r"[a-z0-9]+", fold(text)):
        if length + len(word) > longest:
            break
        kept.append(word)
        length += len(word) + 1
    return "-".join(kept) or "bai"
