"""What is open, above the form of an open page."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from cms.publication.pages import ReviewedPage

from .queries import open_comments


def comments_note(page: ReviewedPage, request: HttpRequest) -> SafeString:
    """How many comments are open; empty for none."""
    found = open_comments([page.pk]).get(page.pk)
    if found is None:
        return mark_safe("")
    context = {"page": page, "open": found[0], "blocking": found[1]}
    return render_to_string("admin/review/comments/note.html", context, request=request)
