"""Who may read the trail."""

from typing import TYPE_CHECKING

from cms.staff.roles import Role, has_role

if TYPE_CHECKING:
    from cms.staff.roles import Who


def user_can_read_trail(user: "Who") -> bool:
    """Administrators and approving editors: who answers for the house and for what goes out."""
    administers = bool(user.is_active and getattr(user, "is_superuser", False))
    return administers or has_role(user, Role.ADMINISTRATOR, Role.APPROVING_EDITOR)


def user_can_erase_words(user: "Who") -> bool:
    """Administrators; not who gives reasons: an approving editor does not make the own one disappear."""
    administers = bool(user.is_active and getattr(user, "is_superuser", False))
    return administers or has_role(user, Role.ADMINISTRATOR)
