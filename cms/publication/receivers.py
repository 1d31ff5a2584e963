"""What the gate must learn from Wagtail, in the same transaction: a page was deleted, a scheduled version was given up."""

from typing import Any

from django.db.models.signals import post_save, pre_delete
from django.dispatch import receiver
from wagtail.models import Page, Revision

from cms.trail.record import record
from cms.trail.source import acting_user

from . import actions, gate
from .models import FactUse, Shelf
from .queries import publications_of


@receiver(pre_delete, sender=Page)
def withdraw_deleted(sender: type, instance: Page, **kwargs: Any) -> None:
    actions.withdraw(instance, user=acting_user(), reason="deleted", row=False)
    FactUse.objects.filter(page_id=instance.pk).delete()
    data = {"publications": publications_of(instance.pk)}
    record("page.deleted", actor=acting_user(), subject=f"page:{instance.pk}", data=data)


@receiver(post_save, sender=Revision)
def follow_unscheduling(sender: type, instance: Revision, created: bool, **kwargs: Any) -> None:
    if created or instance.approved_go_live_at is not None or not instance.object_id.isdigit():
        return
    page_id = int(instance.object_id)
    if not gate.is_open(page_id) and Shelf.objects.filter(pk=page_id, scheduled__revision_id=instance.pk).exists():
        actions.unschedule(page_id, user=acting_user())
