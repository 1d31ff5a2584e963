"""Who reads what readers wrote."""

from typing import Any

from cms.staff.roles import Role, has_role

READERS = (Role.EDITOR, Role.APPROVING_EDITOR, Role.ADMINISTRATOR)


def user_can_read_opinions(user: Any) -> bool:
    """Editors and above: they read, mark and export."""
    return has_role(user, *READERS)


def user_can_erase_opinions(user: Any) -> bool:
    """Approving editors and administrators, where the writer asks for it."""
    return has_role(user, Role.APPROVING_EDITOR, Role.ADMINISTRATOR)
