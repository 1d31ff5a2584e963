from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, include, path, reverse
from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.snippets.action_menu import ActionMenuItem
from wagtail.snippets.models import register_snippet

from cms.registry.models import Session

from .admin.links import name_fields
from .admin.topics import TopicViewSet
from .admin.views import ImportDocumentView, ImportView, NewView, StartView, notes_of_page
from .models import SectionPage
from .permissions import user_can_add_article, user_can_add_document
from .queries import sections_open_to

register_snippet(TopicViewSet)
name_fields()


@hooks.register("register_admin_urls")
def article_urls() -> list[URLPattern | URLResolver]:
    patterns = [
        path("import/", ImportView.as_view(), name="import"),
        path("import-document/", ImportDocumentView.as_view(), name="import_document"),
        path("new/", NewView.as_view(), name="new"),
        path("session/<int:session_id>/", StartView.as_view(), name="start"),
        path("notes/<int:page_id>/", notes_of_page, name="notes"),
    ]
    return [path("articles/", include((patterns, "articles")))]


class ImportMenuItem(MenuItem):
    """Shown to whoever has a section to put an article in."""

    def is_shown(self, request: Any) -> bool:
        return bool(sections_open_to(request.user))


@hooks.register("register_admin_menu_item")
def import_menu_item() -> MenuItem:
    return ImportMenuItem(
        _("Import a report"), reverse("articles:import"), name="import-report", icon_name="upload", order=110
    )


@hooks.register("register_page_header_buttons")
def import_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    section = page.specific_deferred
    if isinstance(section, SectionPage) and user_can_add_article(user, section):
        yield Button(_("Import a report"), reverse("articles:import"), icon_name="upload", priority=16)
    if isinstance(section, SectionPage) and user_can_add_document(user, section):
        yield Button(_("Import a document"), reverse("articles:import_document"), icon_name="upload", priority=16)


@hooks.register("register_snippet_listing_buttons")
def start_button(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, Session) and sections_open_to(user):
        yield Button(
            _("Write an article"),
            reverse("articles:start", args=[snippet.pk]),
            icon_name="doc-empty-inverse",
            priority=10,
        )


class StartMenuItem(ActionMenuItem):
    """In the editor of a session: begin an article about it."""

    name = "action-write-article"
    label = _("Write an article")
    icon_name = "doc-empty-inverse"

    def is_shown(self, context: dict[str, Any]) -> bool:
        return bool(context["view"] == "edit" and sections_open_to(context["request"].user))

    def get_url(self, parent_context: dict[str, Any]) -> str:
        return reverse("articles:start", args=[parent_context["instance"].pk])


@hooks.register("register_snippet_action_menu_item")
def start_menu_item(model: type) -> ActionMenuItem | None:
    return StartMenuItem(order=200) if model is Session else None
