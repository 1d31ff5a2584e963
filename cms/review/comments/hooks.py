"""What of the comments stands in the admin: their pages, the side panel of the editor, a button on the page."""

from django.urls import URLPattern, include, path
from django.urls.resolvers import URLResolver
from django.utils.translation import pgettext_lazy
from wagtail import hooks

from ..of_page import button_to
from . import views
from .panel import CommentedPageViewSet
from .permissions import user_can_comment


@hooks.register("register_admin_urls")
def comment_urls() -> list[URLPattern | URLResolver]:
    patterns = [
        path("<int:page_id>/", views.CommentsView.as_view(), name="list"),
        path("<int:page_id>/ds/", views.threads, name="threads"),
        path("<int:page_id>/thanh-vien/", views.members, name="members"),
        path("<int:page_id>/viet/", views.make, name="make"),
        path("<int:comment_id>/tra-loi/", views.answer, name="answer"),
        path("<int:comment_id>/da-xu-ly/", views.resolve, name="resolve"),
        path("<int:comment_id>/mo-lai/", views.reopen, name="reopen"),
        path("<int:comment_id>/rut-lai/", views.delete, name="delete"),
    ]
    return [path("gop-y/", include((patterns, "review_comments")))]


@hooks.register("register_admin_viewset")
def commented_pages() -> CommentedPageViewSet:
    return CommentedPageViewSet("commented_pages")


hooks.register(
    "register_page_header_buttons",
    button_to("review_comments:list", pgettext_lazy("comments", "Comments"), "comment", 45, user_can_comment),
)
