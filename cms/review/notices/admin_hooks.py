"""What of the notices stands in the admin: the menu item, the pages, the panel of the account."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, include, path, reverse_lazy
from django.urls.resolvers import URLResolver
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem

from cms.staff.signed_in import member_of

from . import views
from .account import NoticesPanel
from .queries import unread_shown


@hooks.register("register_icons")
def icons(icons: list[str]) -> list[str]:
    return [*icons, "admin/notices/bell.svg"]


@hooks.register("register_admin_urls")
def notice_urls() -> list[URLPattern | URLResolver]:
    patterns = [
        path("", views.notice_list, name="list"),
        path("read-all/", views.read_all, name="read_all"),
        path("telegram/", views.telegram, name="telegram"),
        path("<int:pk>/", views.open_notice, name="open"),
        path("<int:pk>/read/", views.read_notice, name="read"),
    ]
    return [path("notices/", include((patterns, "notices")))]


class NoticesMenuItem(MenuItem):
    """The list of notices, with the number of those not read."""

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        # The item is one for all users: the number goes into what is rendered, not into the item.
        item = super().render_component(request)
        item.label = f"{item.label} {unread_shown(member_of(request))}".rstrip()
        return item


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return NoticesMenuItem(
        pgettext_lazy("menu", "Notices"),
        reverse_lazy("notices:list"),
        name="notices",
        icon_name="newsroom-bell",
        order=50,
    )


@hooks.register("register_account_settings_panel")
def account_panel(request: HttpRequest, user: Any, profile: Any) -> NoticesPanel:
    return NoticesPanel(request, user, profile)
