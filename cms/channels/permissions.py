"""Who may do what with the channels."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext as _

from cms.publication.permissions import ReviewedPagePermissionTester
from cms.staff.roles import Role, has_role
from media.cards.faces import KINDS

if TYPE_CHECKING:
    from cms.staff.roles import Who

_GO_OUT = frozenset({"article", "digest"})
_MANAGERS = (Role.CHANNEL_MANAGER, Role.APPROVING_EDITOR, Role.ADMINISTRATOR)


def user_can_manage_channels(user: "Who") -> bool:
    """Subscribers, partners and the ledger; settling a delivery whose outcome is unknown."""
    return bool(user.is_active and getattr(user, "is_superuser", False)) or has_role(user, *_MANAGERS)


def check_manager(user: "Who") -> None:
    """Raises ``PermissionDenied`` for whoever does not look after the channels."""
    if not user_can_manage_channels(user):
        raise PermissionDenied(_("Only a channel manager, an approving editor or an administrator may do this."))


class DigestPermissionTester(ReviewedPagePermissionTester):
    """Who looks after the newsletter finishes its digests, also without a right to edit other pages."""

    def can_edit(self) -> bool:
        return bool(super().can_edit() or user_can_manage_channels(self.user))


def user_can_preview_posts(user: "Who", page: Any) -> bool:
    """What the draft of a page that goes to channels says on each, and where the page went: for whoever may edit it, is a member
    of one of its stages, looks after the channels, or has to let it go on one."""
    return page.story_kind in _GO_OUT and _may_look(user, page)


def user_can_preview_cards(user: "Who", page: Any) -> bool:
    """The cards that the draft of an article, a session or a person would have: for the same people."""
    return page.story_kind in KINDS and _may_look(user, page)


def _may_look(user: "Who", page: Any) -> bool:
    return (
        user_can_manage_channels(user)
        or page.permissions_for_user(user).can_edit()
        or _is_member_of_a_stage(user, page)
        or _has_to_release(user, page)
    )


def _is_member_of_a_stage(user: "Who", page: Any) -> bool:
    running = page.current_workflow_state
    workflow = running.workflow if running else page.get_workflow()
    return bool(workflow) and any(task.specific.user_can_access_editor(page, user) for task in workflow.tasks)


def _has_to_release(user: "Who", page: Any) -> bool:
    from .models import Dispatch
    from .rules.releasing import user_can_release

    # Also afterwards, whoever has let it go.
    asked = Q(state=Dispatch.State.HELD) | Q(released_at__isnull=False)
    rows = Dispatch.objects.filter(asked, page_id=page.pk).order_by().values_list("channel", flat=True).distinct()
    return any(user_can_release(user, code) for code in rows)
