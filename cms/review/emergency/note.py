"""What is still to be looked at, beside the open page."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from cms.publication.pages import ReviewedPage

from .permissions import user_can_see_after_reviews
from .queries import after_reviews_of


def after_review_note(page: ReviewedPage, request: HttpRequest) -> SafeString:
    """That something of the page was done in an emergency and is open; empty for nothing."""
    rows = list(after_reviews_of(page.pk).filter(closed_at=None))
    if not rows:
        return mark_safe("")
    context = {"rows": rows, "may_see": user_can_see_after_reviews(request.user)}
    return render_to_string("admin/review/emergency/note.html", context, request=request)
