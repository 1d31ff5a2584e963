"""The page of the guide."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.staff.roles import roles_of

from .roles import ROLES
from .rooms import ROOMS


class GuideView(WagtailAdminTemplateMixin, TemplateView):
    """All roles, the user's own first and opened; then the rooms."""

    template_name = "admin/newsroom/guide.html"
    page_title = _("How to work here")
    header_icon = "help"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        own = roles_of(self.request.user)
        roles = [{"title": role.label, "own": role in own, "lines": lines} for role, lines in ROLES.items()]
        # What one does oneself stands first.
        roles.sort(key=lambda chapter: not chapter["own"])
        rooms = [{"name": name, "title": room.title, "lines": room.lines} for name, room in ROOMS.items()]
        return {**super().get_context_data(**kwargs), "roles": roles, "rooms": rooms}
