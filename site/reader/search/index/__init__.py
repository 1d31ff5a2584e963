"""The search index, in the database that is in use: `sqlite` and `postgresql` hold the same lexemes and give the same pages.

What is asked is an `expression`; what comes back are pages, newest first and never more than asked for, so no query is dearer than
reading through its words once. Which of them is best is decided by `ranking`, on both alike. Tables are made by migration 0007. A
withdrawn page has left the index; one whose time is over leaves it when the clock next ticks, so a search looks at the shelf too.
"""

from collections.abc import Collection, Sequence
from functools import cache

from django.db import connection

from ..expression import Search
from .document import Document
from .engine import Engine, Hit, Page
from .postgresql import PostgreSQL
from .sqlite import SQLite

__all__ = ["Document", "Hit", "Page", "candidates", "clear", "newest", "remove", "write"]


@cache
def _engine(vendor: str) -> Engine:
    return SQLite() if vendor == "sqlite" else PostgreSQL()


def write(document: Document) -> None:
    """Puts the words of a page into the index; what it had is to be removed before."""
    _engine(connection.vendor).write(document)


def remove(page_id: int) -> None:
    """Takes the page out of the index."""
    _engine(connection.vendor).remove(page_id)


def clear() -> None:
    """Empties the index."""
    _engine(connection.vendor).clear()


def newest(search: Search) -> list[Hit]:
    """The newest public pages for which the expression holds."""
    return _engine(connection.vendor).newest(search)


def candidates(hits: Collection[Hit], searches: Sequence[Search]) -> list[Page]:
    """The words of the given pages, and of those that the searches find, each page once: one query."""
    if not hits and not searches:
        return []
    return _engine(connection.vendor).candidates(hits, searches)
