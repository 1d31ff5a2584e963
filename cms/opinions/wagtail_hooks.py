from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, include, path, reverse
from django.urls.resolvers import URLResolver
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .permissions import user_can_read_opinions
from .views import inbox


class InboxMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> Any:
        return user_can_read_opinions(request.user)


@hooks.register("register_admin_urls")
def opinion_urls() -> list[URLPattern | URLResolver]:
    patterns = [
        path("", inbox.InboxView.as_view(), name="index"),
        path("xuat.csv", inbox.exported, name="export"),
        path("<int:pk>/", inbox.OpinionView.as_view(), name="detail"),
        path("<int:pk>/xoa/", inbox.erase, name="erase"),
    ]
    return [path("y-kien-gop-y/", include((patterns, "opinions")))]


@hooks.register("register_reports_menu_item")
def inbox_menu_item() -> MenuItem:
    return InboxMenuItem(
        pgettext_lazy("opinion", "Opinions on drafts"),
        reverse("opinions:index"),
        name="opinions",
        icon_name="comment",
        order=66,
    )
