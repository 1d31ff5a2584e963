"""The one door of the public side: reads only, sets no cookie, knows no user, and says how long an answer is good. All
that it takes from a reader is the language that they chose for what stands around the articles."""

import datetime as dt
import hashlib
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from cms.text.dates import day_bounds, today

from ..models import Edition

View = Callable[..., HttpResponseBase]

ALWAYS_ASK = "public, no-cache"
"""A copy may be kept, and is asked for each time: a page taken back is gone at the next look."""


def public(view: View) -> View:
    """Makes a view that programs read: GET and HEAD only, in the language of the site whoever asks."""

    @wraps(view)
    def in_site_language(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override(settings.LANGUAGE_CODE):
            return _answer(view, request, *args, **kwargs)

    return csrf_exempt(require_safe(in_site_language))


def readable(view: View) -> View:
    """Makes a view that people read: GET and HEAD only, in the language that its reader has chosen."""
    return csrf_exempt(require_safe(_in_language_of_reader(view)))


def question(view: View) -> View:
    """The same for a question that is too long for an address: POST asks it and changes nothing, so it needs no token."""
    return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(_in_language_of_reader(view)))


def _in_language_of_reader(view: View) -> View:
    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = _answer(view, request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])
        return response

    return door


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    response = view(request, *args, **kwargs)
    response.headers.setdefault("Content-Language", translation.get_language())
    response.headers.setdefault("Cache-Control", ALWAYS_ASK)
    return response


def current(
    request: HttpRequest, edition: Edition, build: Callable[[], HttpResponse], *, seal: str = "", key: str = ""
) -> HttpResponseBase:
    """The answer of ``build``, or 304 where the reader holds the present one.

    It is named by the seal, by the edition (menu, lists and targets of links change with other pages), by the last minute at which
    a page's time was over, by the day (masthead, sessions to come), by the language and by the release of this room.
    """
    day = today()
    language = translation.get_language()
    name = f"{seal}|{edition.number}|{edition.last_end}|{day}|{language}|{release()}|{key}|{settings.PUBLIC_BASE_URL}"
    etag = f'"{hashlib.sha256(name.encode()).hexdigest()[:32]}"'
    modified = max(edition.at, edition.last_end or edition.at, day_bounds(day)[0].astimezone(dt.UTC))
    response = get_conditional_response(request, etag=etag, last_modified=int(modified.timestamp()))
    if response is None:
        response = build()
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(modified.timestamp())
    response.headers["Cache-Control"] = ALWAYS_ASK
    return response


@cache
def release() -> str:
    """A digest of the code, templates, styles and words that pages are made of: a new release makes no old copy look current."""
    room = Path(__file__).resolve().parents[1]
    templates = [room.parents[1] / "templates" / name for name in ("reader", "blocks")]
    others = [room.parents[1] / name for name in ("cms/publication", "cms/text", "media", "site/newsroom/locale")]
    files = [
        path
        for folder in (room, *templates, *others)
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".py", ".html", ".css", ".js", ".svg", ".mo"} and "migrations" not in path.parts
    ]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()[:16]
