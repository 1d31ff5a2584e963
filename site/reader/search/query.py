"""What a reader typed, as words. Only letters and digits pass, so nothing typed is an operator of the database."""

import re
from dataclasses import dataclass
from functools import lru_cache

from cms.text.fold import fold
from cms.text.normal import clean

LONGEST = 200
"""Characters of a query that are read."""
MOST_WORDS = 12
"""Words of a query that are searched for: more make a search slower and not better."""
LONGEST_WORD = 40

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Query:
    """The words of a query: ``folded`` in their order, ``exact`` those among them that carry marks."""

    typed: str
    folded: tuple[str, ...]
    exact: tuple[str, ...]

    @classmethod
    def parse(cls, typed: str) -> "Query":
        """The query in what was typed; without words where nothing in it can be searched for."""
        text = " ".join(clean(typed[: LONGEST * 10]).split())[:LONGEST]
        folded = []
        exact = []
        for word in split(text)[:MOST_WORDS]:
            plain = fold_word(word)
            if plain:
                folded.append(plain[:LONGEST_WORD])
                if plain != word:
                    exact.append(word[:LONGEST_WORD])
        return cls(text, tuple(folded), tuple(exact))

    def __bool__(self) -> bool:
        return bool(self.folded)


def split(text: str) -> list[str]:
    """The words of a text in lower case, with their marks."""
    return _WORD.findall(text.lower())


@lru_cache(maxsize=20_000)
def fold_word(word: str) -> str:
    """One word without marks, letters and digits only; empty where nothing is left.

    Kept for the words met last: Vietnamese has some seven thousand syllables, and a page of results folds all words of its texts.
    """
    return "".join(_WORD.findall(fold(word)))
