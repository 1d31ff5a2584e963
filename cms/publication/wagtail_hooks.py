from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from .admin_views import ReviewedPageViewSet, WithdrawTogether
from .paths import path_below
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
