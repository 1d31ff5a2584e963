"""Notifications in readers' browsers: the page that explains them, the service worker, and what browsers tell us.

Browsers send neither cookie nor name, and act for nobody: what another site had them send, it could send by itself.
"""

import json
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.utils import translation
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from cms.publication.limits import within_limit
from cms.publication.rendering import framed

from ..errors import ChannelError
from ..webpush import subscriptions
from ..webpush.keys import key_of, newest_key

BROWSERS_AN_HOUR = 60
"""How many browsers of one network address may subscribe in an hour. Behind one of a mobile network are many readers."""

ALL_AN_HOUR = 5_000
"""How many of all: whoever has many addresses fills no list that every article then goes through."""

LEAVES_AN_HOUR = 60
MOST_BYTES = 4096


@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What comes, how to begin, how to end it. The button is there with script only, for nothing works without."""
    response = framed(request, "reader/push.html", {"key": newest_key()}, pgettext("browser", "Notifications"))
    response.headers["Content-Language"] = translation.get_language()
    return response


@require_safe
def worker(request: HttpRequest) -> HttpResponseBase:
    """The service worker: from one address for good, and looked at anew each time a browser asks."""
    context = {"icon": static("reader/icon-180.png")}
    response = TemplateResponse(
        request, "reader/push_worker.js", context, content_type="text/javascript; charset=utf-8"
    )
    response["Cache-Control"] = "no-cache"
    return response


def _told(view: Any) -> Any:
    """A view that a browser tells something as JSON; what is none, or too long, is refused unread."""

    @csrf_exempt
    @never_cache
    @require_POST
    @wraps(view)
    def told(request: HttpRequest) -> HttpResponse:
        if request.content_type != "application/json":
            return HttpResponse(status=415)
        try:
            if int(request.headers.get("content-length") or 0) > MOST_BYTES:
                return HttpResponse(status=413)
            said = json.loads(request.body)
        except (ValueError, RecursionError):
            return HttpResponse(status=400)
        response: HttpResponse = view(request, said)
        return response

    return told


@_told
def subscribe(request: HttpRequest, said: Any) -> HttpResponse:
    """Keeps a browser, with the key that it was made with: it takes messages of no other. One of an unknown key gets 409."""
    mine = within_limit(request, "push", times=BROWSERS_AN_HOUR, seconds=3600)
    if not mine or not within_limit(request, "push-all", times=ALL_AN_HOUR, seconds=3600, who="all"):
        return HttpResponse(status=429)
    try:
        browser = subscriptions.parsed(said)
    except ChannelError:
        return HttpResponse(status=422)
    key = key_of(said.get("key"))
    if key is None:
        return HttpResponse(status=409)
    subscriptions.subscribe(browser, key)
    return HttpResponse(status=204)


@_told
def leave(request: HttpRequest, said: Any) -> HttpResponse:
    """Forgets a browser; the answer is the same whether it was known or not."""
    if not within_limit(request, "push-leave", times=LEAVES_AN_HOUR, seconds=3600):
        return HttpResponse(status=429)
    endpoint = said.get("endpoint") if isinstance(said, dict) else None
    if isinstance(endpoint, str):
        subscriptions.leave(endpoint)
    return HttpResponse(status=204)
