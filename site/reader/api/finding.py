"""Which pages answer a question, and where its list goes on: by key, so that the thousandth page costs what the first one does."""

import datetime as dt
import heapq
from dataclasses import dataclass
from itertools import islice

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from cms.text.dates import day_bounds

from ..models import Listing, Teaser
from ..queries import Cursor, public
from ..search import finding as searching
from ..search.expression import Expression, Facet, any_of
from ..search.query import Query
from .answers import Kind
from .questions import OfArticles, OfPages, OfSessions

COUNTED = 1000
"""How far items are counted."""


@dataclass(frozen=True)
class Found:
    """The ids of a page of a list in their order; ``next`` is what the next one is asked by, nothing at the end."""

    ids: list[int]
    total: int
    capped: bool
    next: dict[str, str]


def find(question: OfPages, kinds: tuple[Kind, ...]) -> Found:
    """The pages of these kinds that answer. Raises ``BadQuestion``."""
    if question.search:
        return _searched(question, kinds)
    order = "updated_at" if question.by_update else "at"
    after = question.after()
    wanted = question.offset + question.limit
    lists = _rows(question, kinds)
    places = heapq.merge(
        *(_places(rows, order, question, after, wanted + 1) for rows in lists), reverse=question.newest_first
    )
    first = list(islice(places, wanted + 1))
    page, more = first[question.offset : wanted], len(first) > wanted
    total = sum(rows[: COUNTED + 1].count() for rows in lists)
    following = {"cursor": str(Cursor(*page[-1]))} if page and more else {}
    return Found([page_id for _at, page_id in page], min(total, COUNTED), total > COUNTED, following)


def _places(
    rows: QuerySet[Listing], order: str, question: OfPages, after: Cursor | None, limit: int
) -> list[tuple[dt.datetime, int]]:
    """Moments and pages in the order of an index, from the given place on."""
    side, sign = ("lt", "-") if question.newest_first else ("gt", "")
    if after:
        beyond = Q(**{f"{order}__{side}": after.at}) | Q(**{f"teaser_id__{side}": after.page_id})
        rows = rows.filter(beyond, **{f"{order}__{side}e": after.at})
    return list(rows.order_by(sign + order, f"{sign}teaser_id").values_list(order, "teaser_id")[:limit])


def _rows(question: OfPages, kinds: tuple[Kind, ...]) -> list[QuerySet[Listing]]:
    """The list in which the pages stand, the narrowest; where none is asked for, that of all articles, and that of all others."""
    narrowest, *others = _lists(question) or [""]
    if narrowest:
        rows = _listed(narrowest).filter(teaser__kind__in=kinds)
        for key in others:
            rows = rows.filter(Exists(Listing.objects.filter(list=key, at=OuterRef("at"), teaser=OuterRef("teaser"))))
        return [_asked(rows, question)]
    found = [_listed("front")] if "article" in kinds else []
    if more := tuple(kind for kind in kinds if kind != "article"):
        found.append(_listed("pages").filter(teaser__kind__in=more))
    return [_asked(rows, question) for rows in found]


def _asked(rows: QuerySet[Listing], question: OfPages) -> QuerySet[Listing]:
    """The rows within the times, and in the language, that are asked for."""
    if question.day_from:
        rows = rows.filter(at__gte=day_bounds(question.day_from)[0])
    if question.day_to:
        rows = rows.filter(at__lt=day_bounds(question.day_to)[1])
    if question.updated_since:
        rows = rows.filter(updated_at__gte=question.updated_since)
    # What is not in the language of the site stands in a list of its own.
    if question.language == settings.LANGUAGE_CODE:
        rows = rows.filter(teaser__language=question.language)
    return rows


def _searched(question: OfPages, kinds: tuple[Kind, ...]) -> Found:
    """The best of what has the words; the search itself ranks no more than it can count."""
    within: list[Expression] = [any_of([Facet(f"kind:{kind}") for kind in kinds])]
    if isinstance(question, OfArticles):
        within += [Facet(f"topic:{question.topic}")] if question.topic else []
        within += [Facet(f"session:{question.session}")] if question.session else []
    searched = searching.find(Query.parse(question.search), within=within)
    rows = Teaser.objects.filter(public(), pk__in=searched.page_ids, kind__in=kinds)
    if question.updated_since:
        rows = rows.filter(updated_at__gte=question.updated_since)
    if question.language == settings.LANGUAGE_CODE:
        rows = rows.filter(language=question.language)
    for key in _lists(question):
        rows = rows.filter(Exists(Listing.objects.filter(list=key, teaser=OuterRef("pk"))))
    fitting = set(rows.values_list("pk", flat=True))
    ranked = [page_id for page_id in searched.page_ids if page_id in fitting]
    wanted = question.offset + question.limit
    following = {"offset": str(wanted)} if len(ranked) > wanted else {}
    return Found(ranked[question.offset : wanted], len(ranked), searched.capped, following)


def _listed(key: str) -> QuerySet[Listing]:
    return Listing.objects.filter(public("teaser__shelf__"), list=key)


def _lists(question: OfPages) -> list[str]:
    """The keys of the lists in which the pages must stand, those that are short by their nature first."""
    keys = []
    if isinstance(question, OfArticles):
        keys += [f"session:{question.session}"] if question.session else []
        keys += [f"topic:{question.topic}"] if question.topic else []
    if isinstance(question, OfArticles | OfSessions) and question.person:
        keys.append(f"person:{question.person}")
    if question.language and question.language != settings.LANGUAGE_CODE:
        keys.append(f"language:{question.language}")
    if question.section:
        keys.append(f"section:{question.section}")
    return keys
