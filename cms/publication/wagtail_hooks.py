from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from .admin_views import ReviewedPageViewSet, WithdrawTogether
from .history_views import PublicationsView, RollBackView, publication_as_it_was
from .paths import path_below
from .permissions import user_can_inspect
from .queries import publications_of
from .reserved import why_reserved

hooks.register("register_bulk_action", WithdrawTogether, order=1)


# After Wagtail's own, which it replaces.
@hooks.register("register_admin_viewset", order=1)
def reviewed_pages() -> ReviewedPageViewSet:
    return ReviewedPageViewSet()


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    actions.register_action(
        "publication.fact_changed", _("Propose a new version"), _("A shared fact changed; a new version is proposed")
    )


@hooks.register("before_move_page")
def refuse_reserved_address(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    if not (why := why_reserved(path_below(destination, page.slug))):
        return None
    messages.error(request, why)
    return redirect("wagtailadmin_pages:move", page.pk)


@hooks.register("register_admin_urls")
def publication_urls() -> list[URLPattern]:
    return [
        path("ban-phat-hanh/<int:page_id>/", PublicationsView.as_view(), name="publications_of_page"),
        path("ban-phat-hanh/<int:page_id>/<int:number>/", publication_as_it_was, name="publication_as_it_was"),
        path("ban-phat-hanh/<int:page_id>/<int:number>/dua-lai/", RollBackView.as_view(), name="roll_back"),
    ]


@hooks.register("register_page_header_buttons")
def publications_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if page.pk and user_can_inspect(user) and publications_of(page.pk):
        address = reverse("publications_of_page", args=[page.pk])
        yield Button(_("Publications"), address, icon_name="history", priority=46)
