"""How Wagtail's views ask `permissions`."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from wagtail.permission_policies.base import BasePermissionPolicy

from .permissions import user_can_give, user_can_make_roster, user_can_open_mandates


class _ByRule(BasePermissionPolicy):
    """Rights that follow from roles and stages; the form of a group offers none."""

    def users_with_any_permission(self, actions: Any) -> "models.QuerySet[Any]":
        users = get_user_model().objects.filter(is_active=True)
        return users.filter(pk__in=[user.pk for user in users if self.user_has_any_permission(user, actions)])


class RosterPolicy(_ByRule):
    def user_has_permission(self, user: Any, action: str) -> bool:
        return user_can_make_roster(user)


class MandatePolicy(_ByRule):
    def user_has_permission(self, user: Any, action: str) -> bool:
        return user_can_open_mandates(user)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return user_can_give(user, instance.absent)
