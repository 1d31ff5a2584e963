"""A text as the words that are compared: each as written, and as it is when one asks for less than the letter."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from cms.text.fold import fold
from cms.text.normal import clean

_WORD = re.compile(r"\d+(?:[.,:/]\d+)+%?|\d+%|[^\W_]+")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


@dataclass(frozen=True)
class Words:
    """The words of a text and where they stand in it. Numbers with their separators are one word: 1.250 is not 1,250."""

    text: str
    spans: tuple[tuple[int, int], ...]
    folded: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Words":
        text = clean(text)
        spans = tuple(match.span() for match in _WORD.finditer(text))
        return cls(text, spans, tuple(folded_word(text[start:end]) for start, end in spans))

    def __len__(self) -> int:
        return len(self.spans)

    def word(self, place: int) -> str:
        start, end = self.spans[place]
        return self.text[start:end]

    def between(self, first: int, last: int) -> str:
        """The text from the word ``first`` to the one before ``last``, with what stands between them."""
        return self.text[self.spans[first][0] : self.spans[last - 1][1]] if first < last else ""

    def after(self, last: int) -> str:
        """What stands between the word before ``last`` and the next one."""
        start = self.spans[last - 1][1] if last else 0
        return self.text[start : self.spans[last][0] if last < len(self) else len(self.text)]


@dataclass(frozen=True)
class Strictness:
    """What a difference is. A text that came without any marks, all in capitals or without any, is not told that each of its
    words differs."""

    marks: bool = True
    capitals: bool = True

    @classmethod
    def for_paste(cls, paste: Words) -> "Strictness":
        letters = "".join(map(paste.word, range(len(paste))))
        return cls(
            marks=any(bare_word(paste.word(place)) != paste.word(place) for place in range(len(paste))),
            capitals=not (letters.isupper() or letters.islower()),
        )

    def same(self, one: str, other: str) -> bool:
        if one == other:
            return True
        key = spelled if self.marks else bare_word
        left, right = key(one), key(other)
        return left == right if self.capitals else left.lower() == right.lower()


_LONGEST_KEPT = 40
"""Letters of a word that is kept folded: the longest syllable has seven, and what is pasted is not to fill the memory."""


def folded_word(word: str) -> str:
    return _folded(word) if len(word) <= _LONGEST_KEPT else fold(word)


@lru_cache(maxsize=65536)
def _folded(word: str) -> str:
    return fold(word)


def spelled(word: str) -> str:
    """The word with its tone behind its letters: "hòa" and "hoà" are one spelling, whichever vowel bears the mark."""
    parts = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", word))
    tone = "".join(char for char in parts if char in _TONES)
    return unicodedata.normalize("NFC", "".join(char for char in parts if char not in _TONES)) + tone


def bare_word(word: str) -> str:
    """The word without marks, in its own capitals."""
    return "".join(folded_word(char).upper() if char.isupper() else folded_word(char) for char in word)
