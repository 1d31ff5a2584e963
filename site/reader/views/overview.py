"""The site map for people: all that can be found here, on one page."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cms.text.order import given_name_first, sort_key

from .. import frame as frames
from .. import queries, structured, topics
from ..links import absolute
from ..models import Teaser
from ..page import Crumb, Meta
from .door import current, readable

MOST_PERSONS = 1000
MOST_SESSIONS = 200
MOST_TOPICS = 200


@readable
def site_map(request: HttpRequest) -> HttpResponseBase:
    """Sections, sessions, persons, topics, months and services; the newest or largest where there are very many."""
    edition = queries.edition()

    def build() -> HttpResponse:
        frame = frames.load(edition)
        title, path = pgettext("for readers", "Site map"), reverse("site_map")
        trail = (Crumb(_("Front page"), "/"), Crumb(title, path))
        context = {
            "frame": frame,
            "meta": Meta(f"{title} | {frame.site_name}", absolute(path), json_ld=structured.crumbs(trail)),
            "title": title,
            "crumbs": trail,
            "sections": sorted(
                frame.sections.values(), key=lambda each: (not each.menu_order, each.menu_order, each.title)
            ),
            "sessions": queries.newest("sessions", MOST_SESSIONS),
            "persons": _persons(),
            "topics": topics.largest(MOST_TOPICS),
            "months": queries.months(),
            "sample": frame.edition.sample,
        }
        return HttpResponse(render_to_string("reader/site_map.html", context))

    return current(request, edition, build, key="so-do-trang")


def _persons() -> list[Teaser]:
    """By given name, as Vietnamese lists are."""
    rows = queries.listed("pages").filter(teaser__kind="person")[:MOST_PERSONS]
    return sorted((row.teaser for row in rows), key=lambda person: sort_key(given_name_first(person.headline)))
