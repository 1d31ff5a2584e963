"""How Wagtail's views ask `permissions`."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from wagtail.permission_policies.base import BasePermissionPolicy

from .permissions import user_can_manage_channels


class ManagersOnly(BasePermissionPolicy):
    """Managers of channels may do the listed actions, nobody may do others."""

    def __init__(self, model: type[models.Model], actions: frozenset[str]) -> None:
        super().__init__(model)
        self.actions = actions

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.actions and user_can_manage_channels(user)

    def users_with_any_permission(self, actions: Any) -> "models.QuerySet[Any]":
        users = get_user_model().objects.filter(is_active=True)
        if not self.actions & set(actions):
            return users.none()
        return users.filter(pk__in=[user.pk for user in users if user_can_manage_channels(user)])
