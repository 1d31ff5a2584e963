"""The roles of the newsroom. A role is a group; what it may do is decided by plain functions, not by the group's name."""

from enum import StrEnum
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser

    Who = AbstractBaseUser | AnonymousUser


class Role(StrEnum):
    """The groups that a migration makes; the value is the group's name in the database."""

    REPORTER = "Phóng viên"
    EDITOR = "Biên tập viên"
    APPROVING_EDITOR = "Lãnh đạo duyệt bài"
    PHOTO_EDITOR = "Biên tập ảnh"
    CHANNEL_MANAGER = "Quản lý kênh"
    COORDINATOR = "Điều phối"
    ADMINISTRATOR = "Quản trị"

    @property
    def label(self) -> str:
        return str(_LABELS[self])

    @classmethod
    def with_second_factor(cls) -> frozenset["Role"]:
        """Roles whose members sign in with a second factor: whoever approves or administers."""
        return frozenset({cls.APPROVING_EDITOR, cls.ADMINISTRATOR})


_LABELS = {
    Role.REPORTER: _("reporter"),
    Role.EDITOR: _("editor"),
    Role.APPROVING_EDITOR: _("approving editor"),
    Role.PHOTO_EDITOR: _("photo editor"),
    Role.CHANNEL_MANAGER: _("channel manager"),
    Role.COORDINATOR: _("coordinator"),
    Role.ADMINISTRATOR: _("administrator"),
}


def roles_of(user: "Who") -> frozenset[Role]:
    """The roles that an active user holds; a superuser holds none by that alone."""
    if not user.is_active or not isinstance(user, get_user_model()):
        return frozenset()
    cached: frozenset[Role] | None = user.__dict__.get("_newsroom_roles")
    if cached is None:
        names = set(user.groups.values_list("name", flat=True))
        cached = frozenset(role for role in Role if role.value in names)
        user.__dict__["_newsroom_roles"] = cached
    return cached


def has_role(user: "Who", *roles: Role) -> bool:
    """Whether the user holds any of the roles."""
    return bool(roles_of(user) & set(roles))


def needs_second_factor(user: "Who") -> bool:
    """Whether this user may work only with a second factor (who approves or administers, superusers too)."""
    return bool(getattr(user, "is_superuser", False)) or has_role(user, *Role.with_second_factor())
