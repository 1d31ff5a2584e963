"""The agency feed: articles as ninjs, for who has a key. What is refused says a stable code, and a sentence for who looks at it."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cms.publication.limits import within_limit

from ..agency import feed, keys

REQUESTS_A_MINUTE = 60
"""For each key. Who asks once a minute hears of everything."""

WRONG_KEYS = 20
"""How often one network may come with a wrong key in ten minutes."""

_SENTENCES = {
    "key_required": gettext_lazy(
        "Send a key that is good now in the header “Authorization: Bearer …”; the newsroom gives and revokes keys."
    ),
    "too_many_wrong_keys": gettext_lazy("Too many wrong keys came from your network: try again in ten minutes."),
    "too_many_requests": gettext_lazy("This key has asked too often: try again in a minute."),
    "not_a_cursor": gettext_lazy("“since” and “before” take only what an earlier answer gave."),
    "no_such_item": gettext_lazy("No article of this number has gone out."),
}

View = Callable[..., HttpResponse]


def _for_keys(view: View) -> View:
    """An answer for who has a key, in ``Authorization: Bearer …`` (RFC 6750); shared caches keep none."""

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        response = _asked(view, request, **kwargs)
        response["Cache-Control"] = "private, no-cache"
        patch_vary_headers(response, ["Authorization"])
        return response

    return answer


def _asked(view: View, request: HttpRequest, **kwargs: Any) -> HttpResponse:
    scheme, _space, text = request.headers.get("authorization", "").partition(" ")
    key = keys.key_of(text.strip()) if scheme.lower() == "bearer" else None
    if key is None:
        if text and not within_limit(request, "agency-key", times=WRONG_KEYS, seconds=600):
            return _refused(request, 429, "too_many_wrong_keys", **{"Retry-After": "600"})
        return _refused(request, 401, "key_required", **{"WWW-Authenticate": "Bearer"})
    if not within_limit(request, "agency", times=REQUESTS_A_MINUTE, seconds=60, who=str(key.pk)):
        return _refused(request, 429, "too_many_requests", **{"Retry-After": "60"})
    keys.used(key)
    return view(request, **kwargs)


@_for_keys
def items(request: HttpRequest) -> HttpResponse:
    """What has changed since the cursor, newest first. The next cursor stands in the first answer alone: while the older ones are
    fetched, something newer may have come that none of them holds."""
    try:
        since = feed.Cursor.of(request.GET.get("since", "0"))
        before = feed.number_of(request.GET["before"]) if "before" in request.GET else None
    except ValueError:
        return _refused(request, 400, "not_a_cursor")
    found = feed.page_of(since, before, timezone.now())
    said: dict[str, Any] = {"items": [each.item for each in found.entries]}
    if before is None:
        said["cursor"] = str(found.cursor)
    if found.before is not None:
        query = urlencode({"since": since, "before": found.before})
        said["more"] = f"{settings.PUBLIC_BASE_URL}{reverse('agency_items')}?{query}"
    return _said(request, said, found.entries)


@_for_keys
def item(request: HttpRequest, page_id: int) -> HttpResponse:
    """One article as it stands now."""
    entry = feed.entry_of(page_id)
    return _refused(request, 404, "no_such_item") if entry is None else _said(request, entry.item, [entry])


def _said(request: HttpRequest, said: Any, entries: list[feed.Entry]) -> HttpResponse:
    body = feed.encoded(said)
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    changed_at = _changed_at(entries)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response["ETag"] = etag
    seconds = int(changed_at.timestamp()) if changed_at else None
    if seconds is not None:
        response["Last-Modified"] = http_date(seconds)
    return get_conditional_response(request, etag=etag, last_modified=seconds, response=response) or response


def _changed_at(entries: list[feed.Entry]) -> datetime | None:
    """When they last changed; None where who asks by time alone gets them anew: one has changed without a new version, since a
    photo has lost its rights or its time is over; or the change is so fresh that another of the same second may follow."""
    if not entries or not all(each.as_sealed for each in entries):
        return None
    changed_at = max(each.changed_at for each in entries)
    return changed_at if changed_at <= timezone.now() - feed.SETTLES else None


def _refused(request: HttpRequest, status: int, code: str, **headers: str) -> HttpResponse:
    with translation.override(translation.get_language_from_request(request)):
        said = {"error": code, "message": str(_SENTENCES[code])}
    return JsonResponse(said, status=status, headers=headers, json_dumps_params={"ensure_ascii": False})
