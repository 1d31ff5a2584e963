"""The comparison in the admin. Reading changes nothing; that a version was looked at is said with a button."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.models import Revision

from cms.publication.pages import ReviewedPage
from cms.publication.queries import shelf_of
from cms.publication.story import Story

from ..errors import ReviewRefused
from ..of_page import OfPageMixin, page_for
from ..permissions import user_can_compare
from .actions import note_look
from .addresses import NEW, OLD, SIDE_BY_SIDE, VIEW, WHOLE, comparison_url
from .choice import Choice, choice_of
from .compare import compare
from .history import publication_key, revision_key
from .shown import sections_of
from .titles import titles_in


class ComparisonView(OfPageMixin, TemplateView):
    """Two versions of a page, inline or side by side."""

    template_name = "admin/review/comparison/comparison.html"
    page_title = gettext_lazy("Compare versions")
    header_icon = "history"
    may = staticmethod(user_can_compare)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """“I have looked at this version.”"""
        try:
            note_look(self.page, request.user, request.POST.get("digest", ""))
        except ReviewRefused as refused:
            messages.error(request, str(refused))
            return redirect(comparison_url(self.page.pk))
        messages.success(request, _("Noted: from now on you can see what has changed since this version."))
        return redirect(request.get_full_path())

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *before, here = super().get_breadcrumbs_items()
        history = reverse("wagtailadmin_pages:history", args=[self.page.pk])
        return [*before, {"url": history, "label": pgettext("comparison", "History")}, here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET
        try:
            choice = choice_of(self.page, self.request.user, old=asked.get(OLD, ""), new=asked.get(NEW, ""))
        except LookupError:
            raise Http404 from None
        everything, side_by_side = bool(asked.get(WHOLE)), asked.get(VIEW) == SIDE_BY_SIDE
        return {
            **super().get_context_data(**kwargs),
            "page": self.page,
            "choice": choice,
            "names": {"old": OLD, "new": NEW, "view": VIEW, "whole": WHOLE, "side_by_side": SIDE_BY_SIDE},
            "everything": everything,
            "side_by_side": side_by_side,
            "sides": ("old", "new") if side_by_side else ("both",),
            **(_told(choice, choice.old_story, everything) if choice.old_story else {}),
        }


def _told(choice: Choice, old: Story, everything: bool) -> dict[str, Any]:
    comparison = compare(old, choice.new_story)
    sections = sections_of(comparison, everything=everything)
    return {
        "comparison": comparison,
        "sections": sections,
        "count": sum(section.count for section in sections),
        "titles": titles_in(old, choice.new_story),
    }


@require_admin_access
def wagtails_comparison(request: HttpRequest, page_id: int, old: str, new: str) -> HttpResponse:
    """Wagtail's own links to a comparison (history, dashboard, status of the review) lead to ours."""
    page = page_for(request.user, page_id, user_can_compare, ReviewedPage)
    return redirect(comparison_url(page_id, **{OLD: _key(page, old), NEW: _key(page, new)}))


def _key(page: ReviewedPage, name: str) -> str:
    """Our key of a version that Wagtail calls ``live``, ``earliest``, ``latest`` or by its revision; empty for none."""
    if name == "live":
        shelf = shelf_of(page.pk)
        return publication_key(shelf.current.number) if shelf and shelf.current else ""
    if name == "earliest":
        first = Revision.objects.for_instance(page).order_by("created_at", "pk").values_list("pk", flat=True).first()
        return revision_key(first) if first else ""
    return "" if name == "latest" else revision_key(int(name))
