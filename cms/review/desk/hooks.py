"""The desk in the admin: the first page, in place of Wagtail's lists of the same, and the address of its lists."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path
from django.urls.resolvers import URLResolver
from wagtail import hooks
from wagtail.admin.views.home import (
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)

from .panel import DeskPanel
from .views import part

_REPLACED = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel, RecentEditsPanel)


@hooks.register("construct_homepage_panels")
def desk_in_place_of_wagtails_lists(request: HttpRequest, panels: list[Any]) -> None:
    panels[:] = [panel for panel in panels if not isinstance(panel, _REPLACED)]
    panels.append(DeskPanel(request))


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLResolver]:
    return [path("ban-bien-tap/", include(([path("phan/", part, name="part")], "review_desk")))]
