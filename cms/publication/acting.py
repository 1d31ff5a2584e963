"""Who acts, where a signal or a save does not say: the user of the present admin request."""

from typing import TYPE_CHECKING

from wagtail.log_actions import get_active_log_context

if TYPE_CHECKING:
    from cms.staff.models import User


def acting_user() -> "User | None":
    """The signed-in user of the request that is being answered; None in a command, a task or a shell."""
    user = get_active_log_context().user
    return user if user is not None and user.is_authenticated else None
