"""The comments beside an open page: a side panel of its editor."""

from typing import Any

from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import page_viewset_registry

from cms.publication.admin_views import ReviewedPageViewSet
from cms.publication.pages import ReviewedPage

from .queries import open_comments
from .shown import Screen


class CommentsSidePanel(BaseSidePanel):
    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = pgettext_lazy("comments", "Show or hide comments")
        icon_name = "comment"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            found = open_comments([self.panel.object.pk]).get(self.panel.object.pk)
            return {**super().get_context_data(parent_context), "count": found[0] if found else 0}

    name = "review-comments"
    title = pgettext_lazy("comments", "Comments")
    template_name = "admin/review/comments/panel.html"
    order = 150

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(parent_context),
            "screen": Screen(self.object, self.request.user),
            # The forms of the panel are forms of their own.
            "csrf_token": parent_context.get("csrf_token"),
        }


class ReviewedEditView(EditView):
    """Wagtail's editor with the newsroom's side panels."""

    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()
        if not self.expects_json_response and not self.hydrate_create_view:
            panels.append(CommentsSidePanel(self.page, self.request))
        return panels


class CommentedPageViewSet(ReviewedPageViewSet):
    """The views of all reviewed pages, with the comments in the editor."""

    edit_view_class = ReviewedEditView

    def on_register(self) -> None:
        # Its views stay those of any page, so its model does too; it answers for ours.
        page_viewset_registry.register(ReviewedPage, self)
