"""The addresses of the API."""

from typing import Any, cast
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.publication.links import short_url
from cms.publication.models import Shelf
from cms.text.dates import ZONE

from .. import notes, queries
from ..frame import load
from ..links import absolute
from ..models import PublicNote
from ..queries import Cursor
from ..topics import Carried, named, used
from ..views.door import current
from . import answers, fields, openapi, questions, telling
from .door import api, said
from .finding import COUNTED, find
from .questions import ENDPOINTS, read


@api
def root(request: HttpRequest) -> HttpResponseBase:
    """Where everything is."""
    edition = queries.edition()

    def build() -> HttpResponse:
        names = [*ENDPOINTS, "topics", "corrections"]
        places = tuple(answers.Endpoint(name=name, url=absolute(reverse(f"api_{name}"))) for name in names)
        document = absolute(reverse("api_openapi"))
        return said(answers.Root(name=load(edition).site_name, openapi_url=document, endpoints=places))

    return current(request, edition, build, key="api")


@api
def document(request: HttpRequest) -> HttpResponseBase:
    """The description of the API."""
    return current(request, queries.edition(), lambda: said(openapi.document()), key="api:openapi")


@api
def listing(request: HttpRequest, name: str) -> HttpResponseBase:
    """A list of pages."""
    question = read(ENDPOINTS[name].question, request.GET)
    names = fields.chosen(question.fields, fields.BRIEF)
    question.after()

    def build() -> HttpResponse:
        found = find(question, questions.kinds_in(question, ENDPOINTS[name].kinds))
        items = telling.pages(found.ids, names)
        return _page(request, f"api_{name}", items, found.total, found.capped, found.next)

    return current(request, queries.edition(), build, key=f"api:{request.get_full_path()}")


@api
def page(request: HttpRequest, page_id: int, name: str) -> HttpResponseBase:
    """One page with its story; 410 with its notice where it was taken back."""
    question = read(questions.OfPage, request.GET)
    names = fields.chosen(question.fields, fields.ALL)
    found = Shelf.objects.filter(pk=page_id, current__isnull=False).select_related("current")
    shelf = found.first() if page_id < 2**63 else None
    if shelf is None or shelf.current is None or shelf.kind not in ENDPOINTS[name].kinds:
        raise Http404
    if not shelf.is_public():
        return _gone(shelf)

    def build() -> HttpResponse:
        items = telling.pages([page_id], names)
        if not items:
            raise Http404
        return said(items[0])

    key = f"api:{request.get_full_path()}"
    return current(request, queries.edition(), build, seal=shelf.current.seal, key=key)


@api
def at_path(request: HttpRequest) -> HttpResponseBase:
    """From the address of a page, or one that it had before, to what the API says of it."""
    path = read(questions.OfPath, request.GET).html_path
    shelf = queries.shelf_at(path) or queries.moved_from(path)
    if shelf is None or shelf.current_id is None or shelf.kind not in answers.KINDS:
        raise Http404
    return HttpResponseRedirect(reverse(f"api_{shelf.kind}", args=[shelf.pk]))


@api
def topics(request: HttpRequest) -> HttpResponseBase:
    """The topics that public articles carry, by their slugs."""
    question = read(questions.OfTopics, request.GET)

    def build() -> HttpResponse:
        rows = used().order_by("slug")
        total = rows[: COUNTED + 1].count()
        found = list(rows.filter(slug__gt=question.cursor)[: question.limit + 1])
        following = {"cursor": found[question.limit - 1].slug} if len(found) > question.limit else {}
        items = [_topic(each).model_dump(mode="json") for each in named(found[: question.limit])]
        return _page(request, "api_topics", items, min(total, COUNTED), total > COUNTED, following)

    return current(request, queries.edition(), build, key=f"api:{request.get_full_path()}")


@api
def topic(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One topic."""
    read(questions.Question, request.GET)

    def build() -> HttpResponse:
        found = named(used().filter(pk=slug))
        if not found:
            raise Http404
        return said(_topic(found[0]))

    return current(request, queries.edition(), build, key=f"api:topic:{slug}")


@api
def corrections(request: HttpRequest) -> HttpResponseBase:
    """Corrections and withdrawals, newest first."""
    question = read(questions.OfNotes, request.GET)
    before = Cursor.parse(question.cursor)
    if question.cursor and before is None:
        raise questions.refused("cursor", "takes what meta.next says")

    def build() -> HttpResponse:
        found = notes.page_of(before, question.limit)
        total = notes.count(COUNTED + 1)
        items = [_note(row) for row in found.notes]
        following = {"cursor": str(found.older)} if found.older else {}
        return _page(request, "api_corrections", items, min(total, COUNTED), total > COUNTED, following)

    return current(request, queries.edition(), build, key=f"api:{request.get_full_path()}")


@api
def missing(request: HttpRequest, rest: str) -> HttpResponseBase:
    """What is no address of the API."""
    raise Http404


def _page(
    request: HttpRequest, name: str, items: list[dict[str, Any]], total: int, capped: bool, following: dict[str, str]
) -> HttpResponse:
    """A page of a list; where the list goes on also stands in the header ``Link`` (RFC 8288)."""
    there = None
    if following:
        asked = {key: request.GET[key] for key in request.GET if key not in ("cursor", "offset")}
        there = absolute(f"{reverse(name)}?{urlencode({**asked, **following})}")
    counted = answers.Counted(total_count=total, total_count_capped=capped, next=there)
    response = said({"meta": counted.model_dump(mode="json"), "items": items})
    if there:
        response.headers["Link"] = f'<{there}>; rel="next"'
    return response


def _gone(shelf: Shelf) -> HttpResponse:
    withdrawn = None if shelf.ran_out() else shelf.withdrawn_at
    told = answers.Gone(
        message=shelf.notice
        or (_("This page has been withdrawn") if withdrawn else _("The time of this page is over.")),
        notice=shelf.notice,
        withdrawn_at=withdrawn and withdrawn.astimezone(ZONE),
        short_url=short_url(shelf.pk),
    )
    return said(told, 410)


def _topic(row: Carried) -> answers.Topic:
    path = reverse("topic", args=[row.slug])
    meta = answers.TopicMeta(
        detail_url=telling.topic_url(row.slug),
        html_url=absolute(path),
        articles_url=absolute(f"{reverse('api_articles')}?{urlencode({'topic': row.slug})}"),
        feed_url=absolute(f"{path}rss.xml"),
    )
    return answers.Topic(id=row.slug, meta=meta, name=row.name, articles=row.articles)


def _note(row: PublicNote) -> dict[str, Any]:
    told = answers.PublicNote(
        id=row.pk,
        kind=cast(answers.NoteKind, row.kind),
        at=row.at.astimezone(ZONE),
        wrong=row.wrong,
        right=row.right,
        note=row.note,
        page_id=row.shelf_id,
        page_kind=row.shelf.kind,
        headline=row.headline,
        short_url=short_url(row.shelf_id),
    )
    return told.model_dump(mode="json")
