"""What papers propose, above the form of an open page."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from cms.publication.pages import ReviewedPage

from .models import ProposedChange


def paper_note(page: ReviewedPage, request: HttpRequest) -> SafeString:
    """How many proposed changes wait for a decision; empty for none."""
    rows = ProposedChange.objects.filter(reading__paper__page=page.pk, status=ProposedChange.Status.OPEN)
    count = rows.count()
    if not count:
        return mark_safe("")
    return render_to_string("admin/review/paper/note.html", {"page": page, "count": count}, request=request)
