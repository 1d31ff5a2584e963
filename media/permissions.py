"""Who may do what at the photo desk. Adding and changing follow Wagtail's collections; what is more is here."""

from typing import Any

from cms.staff.roles import Role, has_role


def user_can_see_private_files(user: Any) -> bool:
    """Originals and pictures that no publication uses are for who may enter the admin."""
    return bool(user.is_active and user.has_perm("wagtailadmin.access_admin"))


def user_can_withdraw_rights(user: Any, photo: Any) -> bool:
    """A photo editor or an approving editor takes a photo down when the right to show it is lost."""
    return has_role(user, Role.PHOTO_EDITOR, Role.APPROVING_EDITOR)
