"""What a member of the newsroom can begin with, shown on the first page of the admin."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.admin.ui.components import Component
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from cms.articles.queries import sections_open_to
from cms.channels.permissions import user_can_manage_channels
from cms.publication.permissions import user_can_act_in_emergency
from cms.registry.models import Person, Session
from cms.registry.permissions import user_can_edit


@dataclass(frozen=True)
class Start:
    """A way to begin: what it is called, what it is for, where it leads."""

    label: str
    hint: str
    url: str
    icon: str


def starts_for(user: Any) -> Iterator[Start]:
    """What this user may begin with, the most usual first."""
    if sections_open_to(user):
        yield Start(
            _("Import a report"),
            _("Make a draft of a Word, text or HTML file."),
            reverse("articles:import"),
            "upload",
        )
        yield Start(
            _("Report of a session"),
            _("Choose the session: names, offices and agenda are filled in."),
            reverse(Session.snippet_viewset.get_url_name("list")),
            "calendar-alt",
        )
        yield Start(
            _("Write from scratch"),
            _("An empty article in the section of your choice."),
            reverse("articles:new"),
            "edit",
        )
    if policy_registry.get_by_type(get_image_model()).user_has_permission(user, "add"):
        yield Start(
            _("Upload photos"),
            _("With caption, credit and alt text."),
            reverse("wagtailimages:add_multiple"),
            "image",
        )
    if policy_registry.get_by_type(get_document_model()).user_has_permission(user, "add"):
        yield Start(
            _("Upload documents"),
            _("Papers of a session, resolutions, programmes."),
            reverse("wagtaildocs:add_multiple"),
            "doc-full",
        )
    if user_can_edit(user, Session):
        yield Start(
            _("New session"),
            _("Day, venue, agenda and delegates, before reporters set out."),
            reverse(Session.snippet_viewset.get_url_name("add")),
            "date",
        )
        yield Start(
            _("New person"),
            _("With offices and when they were held."),
            reverse(Person.snippet_viewset.get_url_name("add")),
            "user",
        )
    if user_can_manage_channels(user):
        yield Start(
            _("What went out"),
            _("Every message to subscribers and partners, with its proof."),
            reverse("channel_ledger:index"),
            "history",
        )
    if user_can_act_in_emergency(user):
        yield Start(
            pgettext("after-review", "After-review"),
            _("What was published or withdrawn in an emergency. The way there is last in a page's menu."),
            reverse("review_after:index"),
            "warning",
        )
    if user.has_perm("staff.add_user"):
        yield Start(
            _("New member"),
            _("Name, unit, pen name and roles."),
            reverse("wagtailusers_users:add"),
            "group",
        )


class StartPanel(Component):
    """The ways to begin, above the lists of work that waits."""

    template_name = "admin/newsroom/start.html"
    order = 50

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"starts": list(starts_for(self.request.user))}
