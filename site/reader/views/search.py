"""The search page, and suggestions as one types. Both work on words only, whatever was typed."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.text.numbers import number_in

from .. import frame as frames
from ..links import absolute
from ..models import ArchiveDay, SearchEntry, Teaser
from ..page import Meta
from ..queries import PAGE_SIZE, teasers
from ..search import suggesting
from ..search.answer import Answer, answer
from ..search.filters import BadFilter, Filters
from ..search.finding import MOST, Found
from ..search.highlight import marked_headline, passage
from ..search.query import Query
from .door import readable
from .narrowing import Narrowing, address

_LAST_PAGE = MOST // PAGE_SIZE


@readable
def results(request: HttpRequest) -> HttpResponseBase:
    """What has all the words of ``q`` and passes the filters, best first, on pages of 20."""
    query = Query.parse(request.GET.get("q", ""))
    status, problem = 200, ""
    try:
        filters = Filters.parse(request.GET.dict())
        narrowing = Narrowing.of(filters, query)
        given = answer(query, filters)
    except BadFilter as error:
        status, problem, filters = 400, str(error), Filters()
        narrowing, given = Narrowing.of(filters, query), Answer(query, Found())
    page = _page_number(request.GET.get("trang", ""))
    frame = frames.load()
    context = {
        "frame": frame,
        "meta": Meta(f"{_title(query)} | {frame.site_name}", absolute(reverse("search")), indexed=False),
        "sample": frame.edition.sample,
        "query": query,
        "asked": bool(query or filters) and not problem,
        "problem": problem,
        "answer": given,
        "found": given.found,
        "narrowing": narrowing,
        **_shown(given.found, given.query, page),
        **_ways_on(query, filters, given, page),
    }
    response = HttpResponse(render_to_string("reader/search.html", context), status=status)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@readable
def suggestions(request: HttpRequest) -> HttpResponseBase:
    """What the words typed so far may become: ``{"suggestions": [{title, url, kind}]}``, people and sessions first."""
    offered = suggesting.suggestions(Query.parse(request.GET.get("q", "")))
    return JsonResponse({"suggestions": [asdict(suggestion) for suggestion in offered]})


def _title(query: Query) -> str:
    return _("Search: %(words)s") % {"words": query.typed} if query.typed else _("Search")


def _shown(found: Found, query: Query, page: int) -> dict[str, Any]:
    """The results of the page; those that the query names apart, before the others."""
    ids = found.page_ids[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    known = teasers(ids)
    texts = dict(SearchEntry.objects.filter(pk__in=ids).values_list("pk", "text")) if ids else {}
    shown = [known[pk] for pk in ids if pk in known]
    return {
        "named": [teaser for teaser in shown if teaser.pk in found.named],
        "hits": [_hit(teaser, texts.get(teaser.pk, ""), query) for teaser in shown if teaser.pk not in found.named],
    }


def _hit(teaser: Teaser, text: str, query: Query) -> dict[str, Any]:
    return {
        "teaser": teaser,
        "headline": marked_headline(teaser.headline, query),
        "passage": passage(f"{teaser.lede}\n{text}", query),
    }


def _ways_on(query: Query, filters: Filters, given: Answer, page: int) -> dict[str, Any]:
    """Where to go from here: the pages beside this one, what may have been meant, the day that was typed."""
    found = given.found
    day = query.day if query.day and ArchiveDay.objects.filter(day=query.day).exists() else None
    more = page * PAGE_SIZE < found.total and page < _LAST_PAGE
    return {
        "meant_url": address(given.meant, filters) if given.meant else "",
        "day": day,
        "unquoted_url": address(" ".join(query.folded), filters) if query.form.phrases and not found.total else "",
        "previous_url": address(query.typed, filters, page - 1) if page > 1 and found.total else "",
        "next_url": address(query.typed, filters, page + 1) if more else "",
    }


def _page_number(text: str) -> int:
    return min(max(number_in(text, 4) or 1, 1), _LAST_PAGE + 1)
