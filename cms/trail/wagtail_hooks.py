from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from . import urls
from .permissions import user_can_read_trail


class TrailMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return user_can_read_trail(request.user)


@hooks.register("register_admin_urls")
def admin_urls() -> list[Any]:
    return [path("nhat-ky/", include(urls))]


@hooks.register("register_reports_menu_item")
def menu_item() -> MenuItem:
    return TrailMenuItem(_("Trail"), reverse("trail:index"), name="trail", icon_name="history", order=50)
