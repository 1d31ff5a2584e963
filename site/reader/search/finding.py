"""From a query to its pages: a bounded number of candidates by the index, ranked by `ranking`.

Whatever is typed, the index gives at most the thousand newest pages that have all the words. Where there are more than can be
looked at one by one, the newest of them and those that promise most (the words in the headline, side by side, with the marks
typed) are; the others follow, newest first.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone

from . import index
from .expression import Exact, Expression, Facet, Phrase, Search, Window, Word, all_of, any_of, pairs
from .filters import Filters
from .index import Page
from .named import NAMED, named
from .query import Form, Query
from .ranking import has_words, ranked

MOST = 1000
"""Pages that are counted: the next page of results beyond them is nobody's."""
LOOKED_AT = 300
"""Pages that are ranked, beside those that promise most."""
_PROMISING = 60
"""The most that each way to promise adds."""
_TOLD_BY = 6
"""Words that are looked for side by side: where these are, the others are too, and each costs."""


@dataclass(frozen=True)
class Found:
    """Ids of public pages, best first; no more than ``MOST``.

    ``named``: the persons and sessions among them that the query names; they stand first.
    ``side_by_side``: whether any page has the words as they were typed, without their marks; ``as_typed``: with them. ``capped``:
    there are more than are counted.
    """

    page_ids: tuple[int, ...] = ()
    named: tuple[int, ...] = ()
    side_by_side: bool = False
    as_typed: bool = False
    capped: bool = False

    @property
    def total(self) -> int:
        return len(self.page_ids)


def find(
    query: Query, filters: Filters | None = None, now: dt.datetime | None = None, *, within: Sequence[Expression] = ()
) -> Found:
    """The public pages that have all the words (or, without any, pass the filters) and what they are to be ``within``, best first:
    two queries."""
    filters = filters or Filters()
    if not query and not filters:
        return Found()
    fixed: list[Expression] = [*within, *filters.facets, *_day(query)]
    base = Search(
        all_of([*fixed, *_words(query)] or [Facet("all")]),
        filters.window,
        limit=MOST + 1,
        certain=tuple(_phrase(query.form, place) for place in query.form.phrases),
    )
    hits = index.newest(base)
    capped, hits = len(hits) > MOST, hits[:MOST]
    if not query:
        return Found(tuple(hit.page_id for hit in hits), capped=capped)
    more = [] if len(hits) <= LOOKED_AT else [*_promising(query, fixed, filters.window)]
    known = {hit.page_id for hit in hits}
    pages = [
        page
        for page in index.candidates(hits[:LOOKED_AT], more)
        if page.page_id in known or (capped and has_words(page, query))
    ]
    best = ranked(pages, query, now or timezone.now())
    first = named(best, query)
    ids = dict.fromkeys([*first, *(page.page_id for page in best), *(hit.page_id for hit in hits)])
    return Found(tuple(ids)[:MOST], tuple(first), *_as_typed(best, query), capped)


def anything(query: Query, filters: Filters) -> bool:
    """Whether any page has all the words."""
    search = Search(all_of([*filters.facets, *_day(query), *_words(query)]), filters.window, limit=1)
    return bool(index.newest(search))


def _as_typed(pages: list[Page], query: Query) -> tuple[bool, bool]:
    folded, exact = f" {' '.join(query.form.folded)} ", f" {' '.join(query.form.exact)} "
    return any(folded in page.text for page in pages), any(exact in page.text_exact for page in pages)


def _words(query: Query) -> list[Expression]:
    """All the words, however their number is written; the quoted ones side by side."""
    return [any_of([_words_of(form) for form in query.forms])] if query.folded else []


def _day(query: Query) -> list[Expression]:
    """A day that was typed: pages of that day, and those that write it."""
    if query.day is None:
        return []
    day, month, year = str(query.day.day), str(query.day.month), str(query.day.year)
    written = [Phrase((day, month, year)), Phrase((day, "thang", month))]
    return [any_of([Facet(f"day:{query.day}"), *written])]


def _words_of(form: Form) -> Expression:
    quoted = {at for start, end in form.phrases for at in range(start, end)}
    words = [Word(word) for at, word in enumerate(form.folded) if at not in quoted]
    return all_of([*dict.fromkeys(words), *(_phrase(form, place) for place in form.phrases)])


def _phrase(form: Form, place: tuple[int, int]) -> Phrase:
    """A quoted part: with its marks where it was typed with any."""
    part = slice(*place)
    return Phrase(form.folded[part], form.exact[part] if any(form.marks[part]) else ())


def _promising(query: Query, fixed: list[Expression], window: Window) -> Iterator[Search]:
    """What pages have that are likely to be wanted, whenever they came out."""
    for form in query.forms[:2]:
        for parts, headline in _promises(form):
            yield Search(all_of([*fixed, *parts]), window, headline=headline, limit=_PROMISING)
        yield Search(all_of([*fixed, any_of(NAMED), *_all(form)]), window, headline=True, limit=_PROMISING)


def _promises(form: Form) -> Iterator[tuple[list[Expression], bool]]:
    """The words of a promise, and whether the headline has to have them."""
    words, told, marked = _all(form), form.folded[:_TOLD_BY], form.exact[:_TOLD_BY]
    exact: list[Expression] = [Exact(word) for word, marks in zip(form.exact, form.marks, strict=True) if marks]
    yield words, True
    if exact:
        yield [*exact, *words], True
        yield [Phrase(told, marked) if len(told) > 1 else exact[0], *words], False
    if len(told) > 1:
        yield [Phrase(told), *words], False
    if len(told) > 2:
        yield [any_of(pairs(form.folded))], True
        yield [any_of([all_of(twos) for twos in _by_twos(told)]), *words], False


def _all(form: Form) -> list[Expression]:
    return [Word(word) for word in dict.fromkeys(form.folded)]


def _by_twos(words: tuple[str, ...]) -> Iterator[list[Expression]]:
    """The words as if each two were one, beginning with the first and with the second."""
    for first in (0, 1):
        yield [Phrase(words[at : at + 2]) for at in range(first, len(words) - 1, 2)]
