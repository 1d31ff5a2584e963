"""The papers' place in the admin."""

from django.urls import URLPattern, include, path
from django.urls.resolvers import URLResolver
from django.utils.translation import pgettext_lazy
from wagtail import hooks

from cms.articles.models import ArticlePage

from ..of_page import button_to
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


hooks.register(
    "register_page_header_buttons",
    button_to(
        "review_paper:paper",
        pgettext_lazy("paper", "Paper for submission (.docx)"),
        "doc-full-inverse",
        47,
        user_can_print,
        ArticlePage,
    ),
)
