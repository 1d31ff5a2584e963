"""Changes of what a person may do, in the trail: roles, superuser rights, being active, a new password."""

from typing import Any

from django.db.models.signals import m2m_changed, pre_save
from django.dispatch import receiver
from wagtail.log_actions import get_active_log_context

from cms.staff.models import User

from .record import record

_WATCHED = {
    "is_superuser": "staff.superuser_changed",
    "is_active": "staff.active_changed",
    "password": "staff.password_set",
}
_ROLE_ACTS = {"post_add": "staff.roles_added", "post_remove": "staff.roles_removed", "pre_clear": "staff.roles_cleared"}


def _actor() -> User | None:
    user = get_active_log_context().user
    return user if isinstance(user, User) else None


@receiver(m2m_changed, sender=User.groups.through)
def roles_changed(action: str, instance: Any, reverse: bool, pk_set: set[int] | None, **kwargs: Any) -> None:
    name = _ROLE_ACTS.get(action)
    if name is None or pk_set == set():
        return
    if reverse:
        # From the group's side: `instance` is the group, the set holds users; None says all its members.
        users = pk_set if pk_set is not None else set(instance.user_set.values_list("pk", flat=True))
        for pk in sorted(users):
            record(name, actor=_actor(), subject=f"user:{pk}", data={"groups": [instance.pk]})
    else:
        groups = pk_set if pk_set is not None else set(instance.groups.values_list("pk", flat=True))
        record(name, actor=_actor(), subject=f"user:{instance.pk}", data={"groups": sorted(groups)})


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
            record(_WATCHED[field], actor=_actor(), subject=f"user:{instance.pk}", data=data)
