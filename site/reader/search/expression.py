"""What is asked of an index, whichever database it is in."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias


@dataclass(frozen=True)
class Word:
    """A word without marks."""

    text: str


@dataclass(frozen=True)
class Exact:
    """A word with its marks (`words.exact_word`)."""

    text: str


@dataclass(frozen=True)
class Beginning:
    """The beginning of a word without marks."""

    text: str


@dataclass(frozen=True)
class Phrase:
    """Words side by side: without marks, and with ``exact`` with the marks given there."""

    words: tuple[str, ...]
    exact: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facet:
    """What a page is filtered by: ``kind:article``, ``topic:dai-hoi``, ``session:3``, ``day:2026-03-18``."""

    key: str


@dataclass(frozen=True)
class All:
    parts: tuple["Expression", ...]


@dataclass(frozen=True)
class Any:
    parts: tuple["Expression", ...]


Expression: TypeAlias = Word | Exact | Beginning | Phrase | Facet | All | Any


@dataclass(frozen=True)
class Window:
    """The time in which pages stand: from the first instant to before the last one."""

    since: dt.datetime | None = None
    until: dt.datetime | None = None


@dataclass(frozen=True)
class Search:
    """Pages for which the expression holds, newest first: of their headline alone, or of all their words.

    ``certain``: phrases that the text must have side by side, where the index knows no more than pairs.
    """

    expression: Expression
    window: Window = field(default_factory=Window)
    headline: bool = False
    limit: int = 100
    certain: tuple[Phrase, ...] = ()


def all_of(parts: Sequence[Expression]) -> Expression:
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def any_of(parts: Sequence[Expression]) -> Expression:
    return parts[0] if len(parts) == 1 else Any(tuple(parts))


def pairs(words: Sequence[str]) -> list[Phrase]:
    """The words two by two: most Vietnamese words are two syllables."""
    return [Phrase(pair) for pair in pairwise(words)]
