"""``/.well-known/security.txt`` (RFC 9116): whom to tell of a weakness."""

import datetime as dt

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse

from cms.text.dates import day_bounds, today

from .. import frame as frames
from .. import queries
from ..links import absolute
from .door import current, public

GOOD_FOR = dt.timedelta(days=180)
"""How far the end lies ahead, counted anew each day; the RFC recommends less than a year."""


@public
def text(request: HttpRequest) -> HttpResponseBase:
    """Whom to write to, in which languages, and until when that is good."""
    edition = queries.edition()

    def build() -> HttpResponse:
        end = day_bounds(today() + GOOD_FOR)[0].astimezone(dt.UTC)
        lines = [
            f"Contact: {_contact(frames.load(edition))}",
            f"Expires: {end:%Y-%m-%dT%H:%M:%SZ}",
            "Preferred-Languages: vi, en",
            f"Canonical: {absolute(reverse('security_txt'))}",
            "",
        ]
        return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")

    return current(request, edition, build, key=f"security|{settings.SECURITY_CONTACT}")


def _contact(frame: frames.Frame) -> str:
    """The address of the settings, else the imprint's, else the page that says who answers for the site."""
    chosen = settings.SECURITY_CONTACT or (frame.imprint.email if frame.imprint else "")
    if not chosen:
        return absolute(frame.imprint_url or "/")
    return chosen if ":" in chosen else f"mailto:{chosen}"
