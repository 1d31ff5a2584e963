"""The ways to a comparison, beside the open page."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from cms.publication.pages import ReviewedPage
from cms.publication.queries import last_known_digest

from .addresses import comparison_url
from .history import history_of
from .shortcuts import shortcuts_of


def comparison_note(page: ReviewedPage, request: HttpRequest) -> SafeString:
    """Links to what has changed since the member's last look, the last publication and the submission before; empty for none."""
    # A changed fact is known to the page by its proposed version: the digest on record is as good as a story made anew.
    shortcuts = shortcuts_of(history_of(page, request.user), last_known_digest(page.pk) or "")
    if not shortcuts:
        return mark_safe("")
    links = [{"label": shortcut.label, "url": shortcut.url(page.pk)} for shortcut in shortcuts]
    context = {"links": links, "url": comparison_url(page.pk)}
    return render_to_string("admin/review/comparison/note.html", context, request=request)
