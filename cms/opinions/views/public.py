"""The form for opinions beside a draft, and what follows it. They set a cookie for the form alone, and are kept nowhere."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.publication.contents import parts_of
from cms.publication.limits import within_limit
from cms.publication.rendering import framed

from ..actions import receive
from ..errors import OpinionsClosed
from ..forms import LONGEST, OpinionForm
from ..queries import Asked, asked_about

OPINIONS_AN_HOUR = 10
"""How many opinions one network address may send in an hour: a family or an office, no machine."""

View = Callable[..., HttpResponseBase]


def _page(view: View) -> View:
    """A page of this room: in the language that its reader has chosen, kept nowhere, in no index."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = translation.get_language()
        # To our own site it has to be said where the form comes from: with "no-referrer" a browser sends `Origin: null`.
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    return page


@_page
def opinion(request: HttpRequest, page_id: int) -> HttpResponse:
    """The form, while opinions are taken; before and after it a sentence that says when."""
    asked = asked_about(page_id)
    if asked is None:
        raise Http404
    if not asked.is_open:
        return _closed(request, asked)
    parts = parts_of(asked.publication.story)
    if request.method != "POST":
        return _form(request, asked, OpinionForm(parts=parts, initial={"anchor": request.GET.get("phan", "")}))
    form = OpinionForm(request.POST, parts=parts)
    if not form.is_valid():
        return _form(request, asked, form, status=422)
    if not within_limit(request, "opinion", times=OPINIONS_AN_HOUR, seconds=3600):
        sentence = pgettext("opinion", "Too many opinions have come from your network. Please try again in an hour.")
        return _form(request, asked, form, status=429, sentence=sentence)
    if not form.is_trapped():
        try:
            receive(page_id, **form.said())
        except OpinionsClosed:
            return _closed(request, asked)
    return redirect("opinion_received", page_id)


@_page
def received(request: HttpRequest, page_id: int) -> HttpResponse:
    """The receipt. It says nothing of what was written, so it may be kept open by anybody."""
    asked = asked_about(page_id)
    if asked is None:
        raise Http404
    return framed(request, "opinions/received.html", {"asked": asked}, pgettext("opinion", "Your opinion has come in"))


def _form(
    request: HttpRequest, asked: Asked, form: OpinionForm, *, status: int = 200, sentence: str = ""
) -> HttpResponse:
    context = {
        "asked": asked,
        "form": form,
        "sentence": sentence,
        "longest": LONGEST,
        "days": settings.OPINION_KEEP_DAYS,
    }
    response = framed(request, "opinions/form.html", context, pgettext("opinion", "Opinion on a draft"))
    response.status_code = status
    return response


def _closed(request: HttpRequest, asked: Asked) -> HttpResponse:
    """What was typed while the time ended is shown once more, so that nobody loses it."""
    context = {"asked": asked, "typed": request.POST.get("text", "")[:LONGEST]}
    response = framed(request, "opinions/closed.html", context, pgettext("opinion", "Opinion on a draft"))
    response.status_code = 200 if asked.is_to_come else 410
    return response
