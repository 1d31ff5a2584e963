"""Where who is on emergency duty and edits nothing else finds the page: by words of its headline."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.publication.models import Shelf
from cms.text.fold import words
from cms.text.normal import one_line

from ..desk.models import DeskRow
from .permissions import user_can_act_in_emergency

LISTED = 20
LONGEST = 100
"""Characters of what is looked for."""


class FindView(WagtailAdminTemplateMixin, TemplateView):
    """The articles that were worked on last, or those with the words in their headline; each leads to what can be done at once."""

    template_name = "admin/review/emergency/find.html"
    page_title = pgettext_lazy("emergency", "Act in an emergency")
    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not user_can_act_in_emergency(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = one_line(self.request.GET.get("q", "")[:LONGEST])
        rows = DeskRow.objects.order_by("-since", "-pk")
        for word in words(asked):
            rows = rows.filter(folded__contains=word)
        found = list(rows[:LISTED])
        shelves = Shelf.objects.filter(pk__in=[row.pk for row in found], current__isnull=False)
        public = {shelf.pk for shelf in shelves if shelf.is_public()}
        context = {"asked": asked, "found": [{"row": row, "public": row.pk in public} for row in found]}
        return {**super().get_context_data(**kwargs), **context}
