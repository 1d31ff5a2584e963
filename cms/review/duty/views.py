"""Who is on duty now and next, and who acts for whom: for everybody who works in the admin."""

import datetime as dt
from typing import Any

from django.utils import timezone
from django.utils.translation import pgettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .models import Shift
from .permissions import user_can_make_roster, user_can_open_mandates
from .queries import running_mandates, running_shifts

AHEAD = dt.timedelta(days=7)
"""How far ahead the roster is shown."""
MOST = 60
"""Shifts that are shown of those to come."""


class DutyNow(WagtailAdminTemplateMixin, TemplateView):
    template_name = "admin/review/duty/now.html"
    page_title = pgettext_lazy("duty", "Who is on duty")
    header_icon = "calendar"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        coming = Shift.objects.filter(starts_at__gt=now, starts_at__lte=now + AHEAD, member__is_active=True)
        user = self.request.user
        return super().get_context_data(**kwargs) | {
            "shifts": running_shifts(now).select_related("stage", "member").order_by("stage__name", "ends_at"),
            "coming": coming.select_related("stage", "member").order_by("starts_at")[:MOST],
            "mandates": running_mandates(now).select_related("absent", "stand_in", "stage").order_by("ends_at"),
            "may_plan": user_can_make_roster(user),
            "may_mandate": user_can_open_mandates(user),
        }
