"""Who may do what with the channels."""

from typing import TYPE_CHECKING

from cms.staff.roles import Role, has_role

if TYPE_CHECKING:
    from cms.staff.roles import Who

_MANAGERS = (Role.CHANNEL_MANAGER, Role.APPROVING_EDITOR, Role.ADMINISTRATOR)
_READERS = (*_MANAGERS, Role.EDITOR, Role.REPORTER, Role.PHOTO_EDITOR, Role.COORDINATOR)


def user_can_manage_channels(user: "Who") -> bool:
    """Subscribers, partners and the ledger; settling a delivery whose outcome is unknown."""
    return bool(user.is_active and getattr(user, "is_superuser", False)) or has_role(user, *_MANAGERS)


def user_can_preview_posts(user: "Who") -> bool:
    """What an article says on each channel, and where it went."""
    return bool(user.is_active and getattr(user, "is_superuser", False)) or has_role(user, *_READERS)
