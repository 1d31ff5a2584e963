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
    EMERGENCY = "Trực khẩn cấp"

    @property
    def label(self) -> str:
        return str(_LABELS[self])

    @classmethod
    def with_second_factor(cls) -> frozenset["Role"]:
        """Roles whose members sign in with a second factor: whoever approves, administers, or may go round the review."""
        return frozenset({cls.APPROVING_EDITOR, cls.ADMINISTRATOR, cls.EMERGENCY})


_LABELS = {
    Role.REPORTER: _("reporter"),
    Role.EDITOR: _("editor"),
    Role.APPROVING_EDITOR: _("approving editor"),
    Role.PHOTO_EDITOR: _("photo editor"),
    Role.CHANNEL_MANAGER: _("channel manager"),
    Role.COORDINATOR: _("coordinator"),
    Role.ADMINISTRATOR: _("administrator"),
    Role.EMERGENCY: _("emergency duty"),
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


def holds_now(user: "Who | None", role: Role) -> bool:
    """Whether the stored account is active and holds the role at this instant, whatever the value in memory still says."""
    accounts = get_user_model()._default_manager
    return user is not None and accounts.filter(pk=user.pk or 0, is_active=True, groups__name=role.value).exists()


def needs_second_factor(user: "Who") -> bool:
    """Whether this user may work only with a second factor (`Role.with_second_factor`, superusers too)."""
    return bool(getattr(user, "is_superuser", False)) or has_role(user, *Role.with_second_factor())
