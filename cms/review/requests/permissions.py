"""Who looks after requests for correction."""

from typing import Any

from cms.staff.roles import Role, has_role

HANDLERS = (Role.EDITOR, Role.APPROVING_EDITOR, Role.ADMINISTRATOR)


def user_can_handle_requests(user: Any) -> bool:
    """Editors and above: they register, take on and answer."""
    return has_role(user, *HANDLERS)


def user_can_decide_requests(user: Any) -> bool:
    """Approving editors: they answer for what is public."""
    return has_role(user, Role.APPROVING_EDITOR)


def user_can_erase_senders(user: Any) -> bool:
    """Approving editors and administrators, where the sender asks for it."""
    return has_role(user, Role.APPROVING_EDITOR, Role.ADMINISTRATOR)
