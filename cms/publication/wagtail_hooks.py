from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from .admin_views import ReviewedPageViewSet, WithdrawTogether

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
