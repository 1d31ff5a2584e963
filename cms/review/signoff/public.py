"""What a leader meets behind a link, outside the admin and without an account.

Looking changes nothing. Whoever has no link that is good, learns nothing: unknown, expired, revoked and used links get one and the
same answer.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import NONE
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms.publication import rendering
from cms.publication.limits import within_limit
from cms.publication.story import Story, parse_story
from cms.text.dates import full_moment
from media.models import Paper, Photo
from media.views import paper_answer, photo_answer

from .decide import Answer, Result, at, decide, standing
from .models import SignoffRequest
from .posts import shown_posts

POSTS_IN_TEN_MINUTES = 20
UNKNOWN_IN_TEN_MINUTES = 40
"""How often one network address may send a decision, and try links that are none, in ten minutes."""

_STATUS = {Answer.OUTDATED: 409, Answer.NO_SAY: 409, Answer.LOCKED: 409, Answer.WRONG_CODE: 422, Answer.NO_WORDS: 422}

_POLICY = {"frame-ancestors": [NONE]}

View = Callable[..., HttpResponseBase]


def _apart(view: View) -> View:
    """In the site's language, kept nowhere, in no index; the address, which is a secret, goes to no other site."""

    # Nothing here rests on a cookie: the address and the code are the whole right.
    @csrf_exempt
    @wraps(view)
    def apart(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override(settings.LANGUAGE_CODE):
            response = view(request, *args, **kwargs)
        response["Content-Language"] = settings.LANGUAGE_CODE
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response._csp_replace = _POLICY  # type: ignore[attr-defined]
        return response

    return apart


@_apart
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, token: str) -> HttpResponseBase:
    """The version as readers would see it, its posts, and the form; a POST is the decision."""
    if request.method == "POST":
        if not within_limit(request, "signoff-decide", times=POSTS_IN_TEN_MINUTES, seconds=600):
            return _too_often(request)
        sent = request.POST
        result = decide(token, sent.get("decision", ""), sent.get("words", ""), sent.get("code", "")[:40])
    else:
        found = at(token)
        result = Result(standing(found), found)
    if result.answer is Answer.UNKNOWN or result.request is None:
        return _unknown(request)
    if result.answer in (Answer.DONE, Answer.OUTDATED, Answer.NO_SAY):
        return _said(request, result)
    return _shown(request, result)


@_apart
@require_safe
def photo(request: HttpRequest, token: str, image_id: str, digest: str, width: str, extension: str) -> HttpResponseBase:
    """A photo of the version, as long as the link is good."""
    story = _story(token)
    shown = next((each for each in story.photos() if each.image_id == int(image_id)), None) if story else None
    found = Photo.objects.filter(pk=shown.image_id, sha256=shown.sha256).first() if shown else None
    if found is None or not found.sha256.startswith(digest):
        return _no_file()
    try:
        return photo_answer(request, found, int(width), extension, is_public=False)
    except Http404:
        return _no_file()


@_apart
@require_safe
def document(request: HttpRequest, token: str, document_id: str, digest: str, filename: str) -> HttpResponseBase:
    """A paper of the version, likewise."""
    story = _story(token)
    shown = next((each for each in story.documents() if each.document_id == int(document_id)), None) if story else None
    found = Paper.objects.filter(pk=shown.document_id, sha256=shown.sha256).first() if shown else None
    if found is None or not found.sha256.startswith(digest) or found.filename != filename:
        return _no_file()
    try:
        return paper_answer(request, found, is_public=False)
    except Http404:
        return _no_file()


def _story(token: str) -> Story | None:
    """The story of a link whose version can be looked at."""
    found = at(token)
    if found is None or standing(found) in (Answer.UNKNOWN, Answer.OUTDATED, Answer.NO_SAY):
        return None
    return parse_story(found.story_json)


def _shown(request: HttpRequest, result: Result) -> HttpResponse:
    found = result.request
    if found is None:
        raise ValueError("There is nothing to show.")
    story = parse_story(found.story_json)
    context = {
        "answer": str(result.answer),
        "left": result.left,
        "request_row": found,
        "until": full_moment(found.expires_at),
        "posts": shown_posts(story),
        "decision": request.POST.get("decision", ""),
        "words": request.POST.get("words", ""),
        "decisions": SignoffRequest.Decision,
    }
    panel = mark_safe(render_to_string("signoff/panel.html", context))  # noqa: S308  a template's own output
    ribbon = _("Draft for %(leader)s: please pass it on to nobody") % {"leader": found.leader or _("the leader")}
    response = rendering.apart(request, story, rendering.Apart(ribbon, panel, request.path))
    response.status_code = _STATUS.get(result.answer, 200)
    return response


def _said(request: HttpRequest, result: Result) -> HttpResponse:
    """A page of one sentence; nothing of the version is on it."""
    found = result.request
    decided = found if result.answer is Answer.DONE else None
    moment = full_moment(found.decided_at) if decided and found and found.decided_at else ""
    context = {"answer": str(result.answer), "decided": decided, "moment": moment}
    response = rendering.framed(request, "signoff/said.html", context, _("Opinion on a draft"))
    response.status_code = _STATUS.get(result.answer, 200)
    return response


def _unknown(request: HttpRequest) -> HttpResponse:
    if not within_limit(request, "signoff-unknown", times=UNKNOWN_IN_TEN_MINUTES, seconds=600):
        return _too_often(request)
    response = rendering.framed(request, "signoff/said.html", {"answer": "unknown"}, _("Opinion on a draft"))
    response.status_code = 404
    return response


def _too_often(request: HttpRequest) -> HttpResponse:
    response = rendering.framed(request, "signoff/said.html", {"answer": "too_often"}, _("Opinion on a draft"))
    response.status_code = 429
    return response


def _no_file() -> HttpResponse:
    return HttpResponse(_("There is no such file."), status=404, content_type="text/plain; charset=utf-8")
