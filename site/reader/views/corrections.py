"""Corrections and withdrawals: what the site has said wrongly and no longer says."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from .. import frame as frames
from .. import notes, queries, structured
from ..links import absolute
from ..page import Crumb, Meta
from .door import current, readable


@readable
def corrections(request: HttpRequest) -> HttpResponseBase:
    """Each correction and withdrawal with headline, section, and day and hour of first publication; newest first."""
    edition = queries.edition()
    before = queries.Cursor.parse(request.GET.get("truoc", ""))

    def build() -> HttpResponse:
        frame = frames.load(edition)
        listing = notes.page_of(before)
        title, path = _("Corrections and apologies"), reverse("corrections")
        trail = (Crumb(_("Front page"), "/"), Crumb(title, path))
        meta = Meta(
            title=f"{title} | {frame.site_name}",
            canonical=absolute(path + (f"?truoc={before}" if before else "")),
            json_ld=structured.crumbs(trail),
        )
        rows = [(note, frame.sections.get(note.shelf.section_id or 0)) for note in listing.notes]
        context = {
            "frame": frame,
            "meta": meta,
            "title": title,
            "crumbs": trail,
            "rows": rows,
            "listing": listing,
            "sample": frame.edition.sample,
        }
        return HttpResponse(render_to_string("reader/corrections.html", context))

    return current(request, edition, build, key=f"corrections|{before}")
