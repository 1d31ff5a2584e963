"""The search page, and suggestions as one types. Both work on words only, whatever was typed."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .. import frame as frames
from ..links import absolute
from ..models import SearchEntry
from ..page import Meta
from ..queries import PAGE_SIZE, teasers
from ..search import index
from ..search.highlight import marked, passage
from ..search.query import Query
from .door import readable

SUGGESTIONS = 8
_LAST_PAGE = index.MOST // PAGE_SIZE


@readable
def results(request: HttpRequest) -> HttpResponseBase:
    """What has all the words of ``q``, best first, on pages of 20."""
    query = Query.parse(request.GET.get("q", ""))
    page = _page_number(request.GET.get("trang", ""))
    ids = index.find(query, offset=(page - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    total = index.count(query) if ids else 0
    found = teasers(ids)
    texts = dict(SearchEntry.objects.filter(pk__in=ids).values_list("pk", "text")) if ids else {}
    hits = [
        {
            "teaser": found[pk],
            "headline": marked(found[pk].headline, query),
            "passage": passage(f"{found[pk].lede} {texts.get(pk, '')}", query),
        }
        for pk in ids
        if pk in found
    ]
    frame = frames.load()
    path = reverse("search")
    context = {
        "frame": frame,
        "meta": Meta(f"{_('Search')} | {frame.site_name}", absolute(path), indexed=False),
        "sample": frame.edition.sample,
        "query": query,
        "hits": hits,
        "total": total,
        "capped": total >= index.MOST,
        "previous": page - 1 if page > 1 else None,
        "next": page + 1 if page * PAGE_SIZE < total and page < _LAST_PAGE else None,
    }
    response = HttpResponse(render_to_string("reader/search.html", context))
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@readable
def suggestions(request: HttpRequest) -> HttpResponseBase:
    """Headlines with the words typed so far, the last one being only a beginning: ``{"suggestions": [{title, url, kind}]}``."""
    query = Query.parse(request.GET.get("q", ""))
    ids = index.find(query, limit=SUGGESTIONS, titles_from=True) if len("".join(query.folded)) > 1 else []
    found = teasers(ids)
    kinds = {
        "article": _("Article"),
        "session": _("Session"),
        "person": _("Person"),
        "document": pgettext("of a document", "Document"),
        "page": pgettext("search", "Page"),
        "body": pgettext("search", "Organisation"),
    }
    items = [
        {"title": found[pk].headline, "url": found[pk].shelf.path, "kind": kinds.get(found[pk].kind, "")}
        for pk in ids
        if pk in found
    ]
    return JsonResponse({"suggestions": items})


def _page_number(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 4:
        return 1
    return min(max(int(text), 1), _LAST_PAGE + 1)
