"""Who asks leaders, and who notes and confirms what they said."""

from typing import Any

from cms.publication.pages import ReviewedPage
from cms.staff.roles import Role, has_role


def user_can_ask_leaders(user: Any, page: ReviewedPage) -> bool:
    """Editors and approving editors, of pages that they may edit."""
    return has_role(user, Role.EDITOR, Role.APPROVING_EDITOR) and page.permissions_for_user(user).can_edit()


def user_can_keep_leaders(user: Any) -> bool:
    """Approving editors and administrators keep the list of leaders."""
    return has_role(user, Role.APPROVING_EDITOR, Role.ADMINISTRATOR)
