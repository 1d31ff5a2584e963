"""Accounts, roles and rights in the trail: who gave whom what. Passwords and names are never written."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models.signals import m2m_changed, pre_save
from django.dispatch import receiver
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from cms.staff.models import Unit, User

from .record import record
from .source import acting_user
from .watch import watch

_WATCHED = {
    "is_superuser": "staff.superuser_changed",
    "is_active": "staff.active_changed",
    "password": "staff.password_set",
}
_ROLE_ACTS = {"post_add": "staff.roles_added", "post_remove": "staff.roles_removed", "pre_clear": "staff.roles_cleared"}
_GIVEN, _CHANGED, _TAKEN = "staff.rights_given", "staff.rights_changed", "staff.rights_taken"
_RIGHT_ACTS = {"post_add": _GIVEN, "post_remove": _TAKEN, "pre_clear": _TAKEN}


def connect() -> None:
    """Puts the watches in place, once."""
    watch(
        User,
        "user",
        acts=("staff.user_added", "staff.user_changed", "staff.user_deleted"),
        ignored={"last_login", *_WATCHED},
        # What somebody did stays theirs, under this id, when the account has gone.
        data=lambda user: {"person": str(user.trail_id)},
    )
    watch(Unit, "unit")
    watch(Group, "group", acts=("staff.group_added", "staff.group_changed", "staff.group_deleted"))
    for model, place in ((GroupPagePermission, "page"), (GroupCollectionPermission, "collection")):
        watch(
            model,
            "group",
            acts=(_GIVEN, _CHANGED, _TAKEN),
            subject=lambda row: f"group:{row.group_id}",
            data=lambda row, place=place: {  # type: ignore[misc]
                "rights": [row.permission.codename],
                "on": f"{place}:{getattr(row, f'{place}_id')}",
            },
        )


@receiver(m2m_changed, sender=User.groups.through)
def roles_changed(action: str, instance: Any, reverse: bool, pk_set: set[int] | None, **kwargs: Any) -> None:
    name = _ROLE_ACTS.get(action)
    if name is None or pk_set == set():
        return
    if reverse:
        # From the group's side: `instance` is the group, the set holds users; None says all its members.
        users = pk_set if pk_set is not None else set(instance.user_set.values_list("pk", flat=True))
        for pk in sorted(users):
            record(name, actor=acting_user(), subject=f"user:{pk}", data={"groups": [instance.pk]})
    else:
        groups = pk_set if pk_set is not None else set(instance.groups.values_list("pk", flat=True))
        record(name, actor=acting_user(), subject=f"user:{instance.pk}", data={"groups": sorted(groups)})


@receiver(m2m_changed, sender=Group.permissions.through)
def rights_of_group_changed(action: str, instance: Any, reverse: bool, pk_set: set[int] | None, **kwargs: Any) -> None:
    name = _RIGHT_ACTS.get(action)
    if name is None or pk_set == set():
        return
    if reverse:
        groups = pk_set if pk_set is not None else set(instance.group_set.values_list("pk", flat=True))
        for pk in sorted(groups):
            _rights(name, pk, [instance.codename])
    else:
        given = instance.permissions.all() if pk_set is None else Permission.objects.filter(pk__in=pk_set)
        _rights(name, instance.pk, given.values_list("codename", flat=True))


def _rights(name: str, group_id: int, rights: Iterable[str]) -> None:
    if codes := sorted(rights):
        record(name, actor=acting_user(), subject=f"group:{group_id}", data={"rights": codes})


@receiver(pre_save, sender=User)
def rights_changed(instance: User, raw: bool, update_fields: Any, **kwargs: Any) -> None:
    watched = [field for field in _WATCHED if update_fields is None or field in update_fields]
    if raw or instance.pk is None or not watched:
        return
    before = User.objects.filter(pk=instance.pk).values(*watched).first() or {}
    for field in watched:
        now = getattr(instance, field)
        if field in before and before[field] != now:
            data = {} if field == "password" else {"now": now}
            record(_WATCHED[field], actor=acting_user(), subject=f"user:{instance.pk}", data=data)
