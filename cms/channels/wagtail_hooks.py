from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.permissions import register_permission_policy

from .models import Delivery, Subscriber, WebhookEndpoint
from .permissions import user_can_preview_posts
from .policies import ManagersOnly
from .views import admin

register_permission_policy(Delivery, ManagersOnly(Delivery, frozenset({"view"})))
register_permission_policy(Subscriber, ManagersOnly(Subscriber, frozenset({"view", "delete"})))
register_permission_policy(
    WebhookEndpoint, ManagersOnly(WebhookEndpoint, frozenset({"view", "add", "change", "delete"}))
)


@hooks.register("register_admin_viewset")
def channels_group() -> Any:
    from .viewsets import ChannelsGroup

    return ChannelsGroup()


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("channels/preview/<int:page_id>/", admin.preview, name="channels_preview"),
        path("channels/ledger/<int:pk>/settle/", admin.settle_delivery, name="channels_settle"),
        path("channels/endpoints/<int:pk>/secret/", admin.endpoint_secret, name="channels_endpoint_secret"),
    ]


@hooks.register("register_page_header_buttons")
def preview_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if page.pk and getattr(page.specific_class, "story_kind", "") == "article" and user_can_preview_posts(user, page):
        yield Button(
            _("What goes out to the channels"),
            reverse("channels_preview", args=[page.pk]),
            icon_name="globe",
            priority=45,
        )
