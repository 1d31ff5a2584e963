"""What is answered when there is no page: in the frame of the site, and without it where the database is down."""

from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from .. import frame as frames
from ..links import absolute
from ..page import Meta


def gone(request: HttpRequest, notice: str = "") -> HttpResponse:
    """410 with the public notice of a page that was taken back."""
    return _message(410, _("This page has been withdrawn"), {"notice": notice})


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 with a search box."""
    return _message(404, _("Page not found"), {})


def failed(request: HttpRequest) -> HttpResponse:
    """500, without asking the database, which may be what failed."""
    page = render_to_string("500.html", _context(frames.bare(), _("The page could not be shown")))
    return HttpResponse(page, status=500, headers={"Cache-Control": "no-store"})


def _message(status: int, title: str, context: dict[str, Any]) -> HttpResponse:
    try:
        frame = frames.load()
    except DatabaseError:
        frame = frames.bare()
    page = render_to_string(f"{status}.html", _context(frame, title) | context)
    headers = {"Cache-Control": "public, no-cache", "Content-Language": translation.get_language(), "Vary": "Cookie"}
    return HttpResponse(page, status=status, headers=headers)


def _context(frame: frames.Frame, title: str) -> dict[str, Any]:
    meta = Meta(f"{title} | {frame.site_name}", absolute("/"), indexed=False)
    return {"frame": frame, "meta": meta, "title": title, "sample": frame.edition.sample}
