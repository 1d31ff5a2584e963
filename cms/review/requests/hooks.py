"""The register's place in the admin, and what of it stands beside a page and in its dossier."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import URLPattern, include, path, reverse
from django.urls.resolvers import URLResolver
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.publication.pages import ReviewedPage

from ..dossier.parts import Part
from . import views
from .models import CorrectionRequest
from .permissions import user_can_handle_requests
from .queries import requests_of


class RegisterMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return user_can_handle_requests(request.user)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern | URLResolver]:
    patterns = [
        path("", views.RegisterView.as_view(), name="index"),
        path("ghi/", views.RegisterRequestView.as_view(), name="add"),
        path("xuat.csv", views.exported, name="export"),
        path("<int:pk>/", views.RequestView.as_view(), name="detail"),
        path("ban-quet/<int:pk>/", views.scan, name="scan"),
        path("ban-quet/<int:pk>/xoa/", views.remove_scan, name="remove_scan"),
        path("<int:pk>/sua/", views.ChangeRequestView.as_view(), name="edit"),
    ]
    return [path("yeu-cau-cai-chinh/", include((patterns, "correction_requests")))]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> MenuItem:
    return RegisterMenuItem(
        pgettext_lazy("request", "Requests for correction"),
        reverse("correction_requests:index"),
        name="correction-requests",
        icon_name="mail",
        order=65,
    )


def requests_note(page: ReviewedPage, request: HttpRequest) -> SafeString:
    """What is asked about the page and not answered yet, for who looks after requests; empty for nothing."""
    if not user_can_handle_requests(request.user):
        return mark_safe("")
    rows = list(requests_of(page.pk).exclude(state=CorrectionRequest.State.ANSWERED))
    return render_to_string("admin/review/requests/note.html", {"rows": rows}, request) if rows else mark_safe("")


def _of_page(page_id: int) -> dict[str, Any] | None:
    rows = list(requests_of(page_id))
    return {"rows": rows} if rows else None


# Without who asked: the dossier is read by more people than the register.
REQUESTS = Part(pgettext_lazy("request", "Requests for correction"), "admin/review/requests/dossier.html", _of_page)
