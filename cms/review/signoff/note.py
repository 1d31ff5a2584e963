"""Above the form of an open page: that it waits for a leader, or that something of the leaders' word waits for the newsroom."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from cms.publication.pages import ReviewedPage

from .passing import waiting_stage
from .permissions import user_can_ask_leaders
from .queries import asked_of, noted_of


def leaders_note(page: ReviewedPage, request: HttpRequest) -> SafeString:
    """What stands with the leaders about the latest draft; empty where nothing does."""
    state = waiting_stage(page.pk)
    asked = [each for each in asked_of(page) if each.present and each.state not in {"revoked", "expired"}]
    noted = [each for each in noted_of(page, request.user) if each.present and each.row.refused_at is None]
    if state is None and not asked and not noted:
        return mark_safe("")
    context = {
        "page": page,
        "state": state,
        "asked": asked,
        "noted": noted,
        "may_ask": user_can_ask_leaders(request.user, page),
    }
    return render_to_string("admin/review/signoff/note.html", context, request=request)
