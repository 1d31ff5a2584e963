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
    before = None if raw or instance.pk is None else Group.objects.filter(pk=instance.pk).first()
    if before and before.name != instance.name and before.name in set(Role):
        raise PermissionDenied(_("The groups of the newsroom's roles keep their names."))


@receiver(pre_delete, sender=Group)
def keep_the_group(instance: Group, **kwargs: Any) -> None:
    if instance.name in set(Role):
        raise PermissionDenied(_("The groups of the newsroom's roles can't be deleted."))
