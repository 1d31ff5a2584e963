"""Words as the search knows them: each without marks, and each with them in one form wherever its tone was placed."""

import re
import unicodedata
from functools import lru_cache

from cms.text.fold import fold

_WORD = re.compile(r"[^\W_]+")
# Tones are written over different vowels of one syllable («hoà», «hòa»): as a digit behind it they are the same.
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
# «kỹ thuật» and «kĩ thuật», «tỷ lệ» and «tỉ lệ»: both are written.
_LAST_Y = re.compile(r"(h|k|l|m|s|t|qu)y(?=\d?$)")


def split(text: str) -> list[str]:
    """The words of a text in lower case, with their marks."""
    return _WORD.findall(text.lower())


@lru_cache(maxsize=20_000)
def fold_word(word: str) -> str:
    """One word without marks, letters and digits only; a number without zeros before it. Empty where nothing is left.

    Kept for the words met last: Vietnamese has some seven thousand syllables, and a page of results folds all words of its texts.
    """
    folded = "".join(_WORD.findall(fold(word)))
    return _one_spelling(folded)


@lru_cache(maxsize=20_000)
def exact_word(word: str) -> str:
    """One word with its marks, the tone as a digit behind it: ``"hoà"`` and ``"hòa"`` are both ``"hoa1"``."""
    letters: list[str] = []
    tone = ""
    for char in unicodedata.normalize("NFD", word.lower()):
        if char in _TONES:
            tone = _TONES[char]
        else:
            letters.append(char)
    bare = "".join(_WORD.findall(unicodedata.normalize("NFC", "".join(letters))))
    return _one_spelling(bare + tone)


def _one_spelling(word: str) -> str:
    if word.isdigit():
        return word.lstrip("0") or "0"
    match = _LAST_Y.match(word)
    return f"{match[1]}i{word[match.end() :]}" if match else word


def folded(text: str) -> str:
    """All words of a text without marks, a blank between them."""
    return " ".join(filter(None, map(fold_word, split(text))))


def exact(text: str) -> str:
    """All words of a text with their marks, in the same places as in `folded`."""
    return " ".join(exact_word(word) or fold_word(word) for word in split(text) if fold_word(word))


def begins(word: str, typed: str) -> bool:
    """Whether the first, of `exact_word`, may become of the second: the tone is typed before the syllable is whole."""
    tone = typed[-1] if typed[-1:] in _TONES.values() and not typed.isdigit() else ""
    return word.endswith(tone) and word.startswith(typed.removesuffix(tone))
