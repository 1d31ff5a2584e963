"""The findings beside an open page."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cms.articles.blocks import BlockPlace
from cms.articles.models import ArticlePage, DocumentPage, InfoPage
from cms.publication.pages import ReviewedPage

from .check import findings
from .finding import Finding, Severity

_FIELDS = {
    "headline": _("Headline"),
    "genre": _("genre"),
    "short_headline": _("short headline"),
    "lede": _("lede"),
    "dateline_place": _("place"),
    "byline": _("Byline"),
    "lead_photo": _("lead photo"),
    "session": _("session"),
    "topics": _("topics"),
    "mentions": _("people"),
    "changes": _("After publication"),
}
_PLACES = {
    "short_headline": "id_short_headline",
    "session": "id_session",
    "topics": "id_topics",
    "mentions": "id_mention_rows-FORMS",
    "changes": "id_change_rows-FORMS",
}
"""The ids of what stands in another tab than the first."""


def findings_note(page: ReviewedPage, request: HttpRequest) -> SafeString:
    """What proofreading finds in the page as it stands, each with the place where the editor shows it."""
    found = findings(page.story())
    places = page.block_places() if isinstance(page, ArticlePage | DocumentPage | InfoPage) else ()
    context = {
        "findings": [{"finding": finding, **_where(finding, places)} for finding in found],
        "stopped": any(finding.severity is Severity.STOP for finding in found),
    }
    return render_to_string("admin/proofreading/findings.html", context, request=request)


def _where(finding: Finding, places: Sequence[BlockPlace]) -> dict[str, str]:
    """The name of the place as the editor has it, and the id of its block."""
    if finding.block is not None and finding.block < len(places):
        place = places[finding.block]
        return {"place": f"{place.number}. {place.label}", "block": place.id}
    return {"place": str(capfirst(_FIELDS.get(finding.field, ""))), "block": "", "tab": place_of(finding)}


def place_of(finding: Finding) -> str:
    """The id of the part of the edit screen where the finding is mended, where that is in another tab than the first."""
    return _PLACES.get(finding.field, "") if finding.block is None else ""
