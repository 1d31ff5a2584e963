"""What the search page answers: the pages found, and what was probably meant."""

import datetime as dt
from dataclasses import dataclass, replace

from .filters import Filters
from .finding import MOST, Found, find
from .meant import meant
from .query import Query


@dataclass(frozen=True)
class Answer:
    """``query`` is what ``found`` was found by: what was typed, or, where that finds nothing, what was probably meant."""

    query: Query
    found: Found
    meant: str = ""

    @property
    def instead(self) -> bool:
        """Whether what was typed finds nothing, and this is found in its place."""
        return bool(self.meant) and self.query.typed == self.meant


def answer(query: Query, filters: Filters, now: dt.datetime | None = None) -> Answer:
    """The answer to a query; ``now`` is the moment by which pages are late or early."""
    found = find(query, filters, now)
    corrected = meant(query, found, filters)
    if not corrected:
        return Answer(query, found)
    other = Query.parse(corrected)
    instead = find(other, filters, now)
    if not found.total:
        return Answer(other, instead, other.typed)
    # Who is nearly named stands first all the same.
    named = tuple(dict.fromkeys([*found.named, *instead.named]))
    ids = dict.fromkeys([*named, *found.page_ids])
    return Answer(query, replace(found, named=named, page_ids=tuple(ids)[:MOST]), other.typed)
