import datetime as dt
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from ..expression import Phrase, Search
from .document import Document

MOST_TEXT = 20_000
"""Characters of a page's words at which the ranking looks."""
LOOKED_AT = 1001
"""Of the newest pages that have all pairs of a phrase, those in whose words it is looked for."""


@dataclass(frozen=True)
class Hit:
    page_id: int
    at: dt.datetime


@dataclass(frozen=True)
class Page:
    """The words of a page, each text with a blank before and behind it, so that words in it are found as « word »."""

    page_id: int
    at: dt.datetime
    headline: str
    headline_exact: str
    text: str
    text_exact: str
    facets: frozenset[str]

    @classmethod
    def of(cls, page_id: int, at: dt.datetime, texts: Sequence[str]) -> "Page":
        headline, headline_exact, text, text_exact = (f" {column} " for column in texts[:4])
        return cls(page_id, at, headline, headline_exact, text, text_exact, frozenset(texts[4].split()))


class Engine(ABC):
    """What a database has to offer to be searched in."""

    @abstractmethod
    def write(self, document: Document) -> None: ...

    @abstractmethod
    def remove(self, page_id: int) -> None: ...

    @abstractmethod
    def clear(self) -> None: ...

    @abstractmethod
    def newest(self, search: Search) -> list[Hit]: ...

    @abstractmethod
    def candidates(self, hits: Collection[Hit], searches: Sequence[Search]) -> list[Page]: ...


def execute(statement: str, values: Iterable[Any] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))


def rows(statement: str, values: Iterable[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))
        return list(cursor.fetchall())


def looked_for(phrases: Sequence[Phrase], condition: str) -> tuple[str, list[str]]:
    """The condition that the words of a page have the phrases, and its values; ``condition`` is of one ``{column}``."""
    columns = ["text_exact" if phrase.exact else "text" for phrase in phrases]
    values = [f" {' '.join(phrase.exact or phrase.words)} " for phrase in phrases]
    return " AND ".join(condition.format(column=column) for column in columns), values
