"""The mean reciprocal rank: 1 where every query has first what its reader wanted."""

import datetime as dt
from dataclasses import dataclass
from statistics import mean

from reader.queries import teasers
from reader.search.answer import answer
from reader.search.filters import Filters
from reader.search.query import Query

from .articles import PERSONS
from .newspaper import newspaper
from .queries import QUERIES, Wanted

NOW = dt.datetime(2026, 3, 25, 1, tzinfo=dt.UTC)
"""When they are asked: some days after the congress."""
_NAMES = {name for name, _office in PERSONS}
OTHERS = 600
"""Articles that nobody looks for."""
AT_MOST = 20
"""Results on the first page: what stands behind them counts as not found."""


@dataclass(frozen=True)
class Asked:
    """A query, and at which place its reader finds what they wanted; 0 where it is not on the first page."""

    wanted: Wanted
    place: int

    @property
    def value(self) -> float:
        return 1 / self.place if self.place else 0.0


def measure(distractors: int = OTHERS) -> list[Asked]:
    """Asks every query as the search page does."""
    with newspaper(distractors):
        return [Asked(wanted, _place(wanted)) for wanted in QUERIES]


def mean_reciprocal_rank(asked: list[Asked]) -> float:
    return mean(each.value for each in asked)


def _place(wanted: Wanted) -> int:
    ids = answer(Query.parse(wanted.query), Filters(), NOW).found.page_ids[:AT_MOST]
    known = teasers(ids)
    for place, page_id in enumerate(ids, 1):
        headline = known[page_id].headline
        if headline == wanted.first or (wanted.first not in _NAMES and headline.startswith(wanted.first)):
            return place
    return 0
