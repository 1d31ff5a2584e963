from typing import Any

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models.signals import pre_delete, pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _

from .roles import Role


@receiver(pre_save, sender=Group)
def keep_the_name(instance: Group, raw: bool, **kwargs: Any) -> None:
    """The rules know a role by its group's name: renamed, its members would keep their rights and lose its duties."""
    before = None if raw else _stored_name(instance)
    if before in set(Role) and before != instance.name:
        raise PermissionDenied(_("The groups of the newsroom's roles keep their names."))


@receiver(pre_delete, sender=Group)
def keep_the_group(instance: Group, **kwargs: Any) -> None:
    if _stored_name(instance) in set(Role):
        raise PermissionDenied(_("The groups of the newsroom's roles can't be deleted."))


def _stored_name(group: Group) -> str | None:
    """What the database says: the value in memory may have been changed without being saved."""
    return Group.objects.filter(pk=group.pk).values_list("name", flat=True).first()
