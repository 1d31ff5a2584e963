"""What both engines hold of a page: a set of lexemes, and nothing of where in the page they are.

A word without marks stands as it is, with its marks behind «=», two words side by side behind «~», a facet behind «#». Nobody types
these signs (`words.split`), and so no word is taken for another thing. An index of sets is small, and to read it through for
several common words takes milliseconds; to compare their positions would take as long as there are pages.
"""

from collections.abc import Iterator
from itertools import pairwise

from ..expression import Exact, Facet, Phrase, Word
from .document import token

_LONGEST = 200  # PostgreSQL takes 2,046 bytes; a longer "word" is none.


def of_page(folded: str, exact: str, facets: str) -> list[str]:
    """The lexemes of a page, from the columns that are kept of it."""
    return sorted({lexeme[:_LONGEST] for lexeme in _all(folded, exact, facets)})


def _all(folded: str, exact: str, facets: str) -> Iterator[str]:
    words = folded.split()
    yield from words
    yield from map(_pair, pairwise(words))
    yield from (f"={word}" for word in exact.split())
    yield from (f"#{facet}" for facet in facets.split())


def of(part: Word | Exact | Phrase | Facet) -> list[str]:
    """The lexemes that a page has to have all."""
    match part:
        case Word(text):
            return [text]
        case Exact(text):
            return [f"={text}"]
        case Phrase(words, exact):
            return [*(map(_pair, pairwise(words)) if len(words) > 1 else words), *(f"={word}" for word in exact)]
        case Facet(key):
            return [f"#{token(key)}"]


def is_pair(lexeme: str) -> bool:
    return lexeme.startswith("~")


def _pair(words: tuple[str, str]) -> str:
    return f"~{words[0]}_{words[1]}"
