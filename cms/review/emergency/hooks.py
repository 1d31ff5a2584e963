"""The emergency's place in the admin: last in a page's menu, away from everyday buttons; after-reviews under the reports."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, include, path, reverse
from django.urls.resolvers import URLResolver
from django.utils.translation import pgettext, pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.publication.pages import ReviewedPage
from cms.publication.queries import shelf_of

from . import after_views, finding, views
from .permissions import user_can_act_in_emergency, user_can_see_after_reviews


class AfterReviewMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return user_can_see_after_reviews(request.user)


class EmergencyMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return user_can_act_in_emergency(request.user)


@hooks.register("register_admin_menu_item")
def emergency_menu_item() -> MenuItem:
    return EmergencyMenuItem(
        pgettext_lazy("menu", "Emergency"),
        reverse("emergency_find"),
        name="emergency",
        icon_name="warning",
        order=15000,
    )


@hooks.register("register_admin_urls")
def emergency_urls() -> list[URLPattern | URLResolver]:
    after = [
        path("", after_views.AfterReviewsView.as_view(), name="index"),
        path("<int:pk>/", after_views.AfterReviewView.as_view(), name="detail"),
        path("thang/<str:month>/", after_views.MonthView.as_view(), name="month"),
        path("thang/<str:month>/xuat.csv", after_views.month_as_csv, name="export"),
    ]
    return [
        path("khan-cap/", finding.FindView.as_view(), name="emergency_find"),
        path("khan-cap/<int:page_id>/phat-hanh/", views.PublishAtOnceView.as_view(), name="emergency_publish"),
        path("khan-cap/<int:page_id>/go/", views.WithdrawAtOnceView.as_view(), name="emergency_withdraw"),
        path("hau-kiem/", include((after, "review_after"))),
    ]


@hooks.register("register_page_header_buttons")
def emergency_buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if not page.pk or not issubclass(page.specific_class or Page, ReviewedPage) or not user_can_act_in_emergency(user):
        return
    yield Button(
        pgettext("emergency", "Publish in an emergency…"),
        reverse("emergency_publish", args=[page.pk]),
        icon_name="warning",
        priority=190,
    )
    shelf = shelf_of(page.pk)
    if shelf is not None and shelf.is_public():
        yield Button(
            pgettext("emergency", "Withdraw in an emergency…"),
            reverse("emergency_withdraw", args=[page.pk]),
            icon_name="warning",
            priority=195,
        )


@hooks.register("register_reports_menu_item")
def after_review_menu_item() -> MenuItem:
    return AfterReviewMenuItem(
        pgettext_lazy("after-review", "After-review"),
        reverse("review_after:index"),
        name="after-review",
        icon_name="warning",
        order=60,
    )
