"""What a leader meets behind a link, outside the admin and without an account.

Whoever has only the link meets the field for the code, whatever link it is: good, unknown, expired, revoked, used or locked. Behind
it looking changes nothing.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import NONE
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
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
from media.addresses import box_of
from media.models import Paper, Photo
from media.views import paper_answer, photo_answer

from .decide import LONGEST, Answer, Result, decide, standing
from .door import OPEN_FOR, by_code, by_ticket, is_proven, proof_of, seconds_left, ticket_for
from .models import SignoffRequest
from .posts import shown_posts

COOKIE = "leader"
"""The ticket of an opened link, in the one browser where the code was typed; sent below that link alone."""

POSTS_IN_TEN_MINUTES = 20
"""How often one network address may send a code or a decision in ten minutes."""

_STATUS = {Answer.OUTDATED: 409, Answer.NO_SAY: 409, Answer.NO_WORDS: 422}

_POLICY = {"frame-ancestors": [NONE]}

View = Callable[..., HttpResponseBase]


def _apart(view: View) -> View:
    """In the site's language, kept nowhere, in no index; the address, which is a secret, goes to no other site."""

    # A decision asks for the code, or for what stands in the form of the page that the code has opened (`door.proof_of`).
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
    """The door, and behind it the version as readers would see it, its posts, and the form; a POST is the code or the decision."""
    ticket = request.COOKIES.get(COOKIE, "")
    if request.method != "POST":
        return _answered(request, standing(by_ticket(token, ticket)), ticket)
    if not within_limit(request, "signoff-door", times=POSTS_IN_TEN_MINUTES, seconds=600):
        return _too_often(request)
    sent, code = request.POST, request.POST.get("code", "")[:40]
    if "decision" in sent:
        proven = ticket if is_proven(ticket, sent.get("proof", "")) else ""
        result = decide(token, sent["decision"], sent.get("words", ""), code=code, ticket=proven)
        return _answered(request, result, proven)
    opened = by_code(token, code)
    if opened is None:
        return _door(request)
    # Led back to the page, so that loading it anew sends no code anew.
    return _opened(HttpResponseRedirect(request.path), request, opened, ticket_for(opened))


@_apart
@require_safe
def photo(
    request: HttpRequest, token: str, image_id: str, digest: str, width: str, extension: str, box: str = ""
) -> HttpResponseBase:
    """A photo of the version, or the part of one that a post shows, in the browser that has opened it."""
    story = _story(request, token)
    part = box_of(box) if box else None
    if story is None or (part is not None and part not in {wording.crop for wording in story.wordings}):
        return _no_file()
    shown = next((each for each in story.every_photo() if each.image_id == int(image_id)), None)
    found = Photo.objects.filter(pk=shown.image_id, sha256=shown.sha256).first() if shown else None
    if found is None or not found.sha256.startswith(digest):
        return _no_file()
    try:
        return photo_answer(request, found, int(width), extension, is_public=False, box=part)
    except Http404:
        return _no_file()


@_apart
@require_safe
def document(request: HttpRequest, token: str, document_id: str, digest: str, filename: str) -> HttpResponseBase:
    """A paper of the version, likewise."""
    story = _story(request, token)
    shown = next((each for each in story.documents() if each.document_id == int(document_id)), None) if story else None
    found = Paper.objects.filter(pk=shown.document_id, sha256=shown.sha256).first() if shown else None
    if found is None or not found.sha256.startswith(digest) or found.filename != filename:
        return _no_file()
    try:
        return paper_answer(request, found, is_public=False)
    except Http404:
        return _no_file()


def _story(request: HttpRequest, token: str) -> Story | None:
    """The story that this browser has opened and may look at."""
    result = standing(by_ticket(token, request.COOKIES.get(COOKIE, "")))
    return parse_story(result.request.story_json) if result.request and result.answer is Answer.OPEN else None


def _answered(request: HttpRequest, result: Result, ticket: str) -> HttpResponse:
    if result.request is None:
        return _door(request)
    if result.answer in (Answer.DONE, Answer.OUTDATED, Answer.NO_SAY):
        return _said(request, result)
    shown_by = ticket or ticket_for(result.request)
    return _opened(_shown(request, result, shown_by), request, result.request, "" if ticket else shown_by)


def _opened(response: HttpResponse, request: HttpRequest, row: SignoffRequest, ticket: str) -> HttpResponse:
    """The answer, with the ticket for this browser and this link alone."""
    if ticket:
        response.set_cookie(
            COOKIE,
            ticket,
            max_age=seconds_left(row),
            path=request.path,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def _shown(request: HttpRequest, result: Result, ticket: str) -> HttpResponse:
    found = result.request
    if found is None:
        raise ValueError("There is nothing to show.")
    story = parse_story(found.story_json)
    context = {
        "answer": str(result.answer),
        "proof": proof_of(ticket),
        "until": full_moment(found.expires_at),
        "posts": shown_posts(story, request.path),
        "decision": request.POST.get("decision", ""),
        "words": request.POST.get("words", ""),
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
    context = {"answer": str(result.answer), "decided": decided, "moment": moment, "alone": True}
    response = rendering.framed(request, "signoff/said.html", context, _("Opinion on a draft"))
    response.status_code = _STATUS.get(result.answer, 200)
    return response


def _door(request: HttpRequest) -> HttpResponse:
    """The field for the code, one and the same for every link, good or not. What was written to a closed door is kept."""
    sent = request.POST
    typed = bool(sent.get("code"))
    context = {
        "wrong": typed,
        "unsent": "decision" in sent,
        "decision": sent.get("decision", "") if sent.get("decision", "") in SignoffRequest.Decision.values else "",
        "words": sent.get("words", "")[:LONGEST],
        "minutes": int(OPEN_FOR.total_seconds() // 60),
    }
    response = rendering.framed(request, "signoff/door.html", context, _("Opinion on a draft"))
    response.status_code = 422 if request.method == "POST" else 200
    return response


def _too_often(request: HttpRequest) -> HttpResponse:
    response = rendering.framed(
        request, "signoff/said.html", {"answer": "too_often", "alone": True}, _("Opinion on a draft")
    )
    response.status_code = 429
    return response


def _no_file() -> HttpResponse:
    return HttpResponse(_("There is no such file."), status=404, content_type="text/plain; charset=utf-8")
