"""The papers' place in the admin."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, include, path, reverse
from django.urls.resolvers import URLResolver
from django.utils.translation import pgettext
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.articles.models import ArticlePage

from . import views
from .permissions import user_can_print


@hooks.register("register_admin_urls")
def paper_urls() -> list[URLPattern | URLResolver]:
    patterns = [
        path("<int:page_id>/", views.PaperView.as_view(), name="paper"),
        path("<int:page_id>/tai-ve/", views.printed, name="print"),
        path("<int:page_id>/doc-lai/", views.bring_back, name="bring_back"),
        path("<int:page_id>/dong-y/", views.accept, name="accept"),
        path("<int:page_id>/bo-qua/", views.reject, name="reject"),
    ]
    return [path("trinh-duyet/", include((patterns, "review_paper")))]


@hooks.register("register_page_header_buttons")
def paper_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if page.pk and issubclass(page.specific_class or Page, ArticlePage) and user_can_print(user, page.specific):
        yield Button(
            pgettext("paper", "Paper for submission (.docx)"),
            reverse("review_paper:paper", args=[page.pk]),
            icon_name="doc-full-inverse",
            priority=47,
        )
