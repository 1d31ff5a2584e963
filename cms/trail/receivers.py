"""Wagtail's own log entries go into the trail too: pages, snippets, users, groups, settings."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import ModelLogEntry, PageLogEntry

from .record import record


@receiver(post_save, sender=PageLogEntry)
@receiver(post_save, sender=ModelLogEntry)
def mirror(sender: type, instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
    if not created or raw:
        return
    kind = (
        "page"
        if isinstance(instance, PageLogEntry)
        else instance.content_type.model
        if instance.content_type
        else "object"
    )
    record(
        instance.action,
        actor=instance.user,
        subject=f"{kind}:{instance.object_id}",
        data={"revision": instance.revision_id} if instance.revision_id else {},
    )


@receiver(user_logged_in)
def signed_in(sender: Any, user: Any, **kwargs: Any) -> None:
    record("staff.signed_in", actor=user, subject=f"user:{user.pk}")


@receiver(user_logged_out)
def signed_out(sender: Any, user: Any, **kwargs: Any) -> None:
    if user is not None:
        record("staff.signed_out", actor=user, subject=f"user:{user.pk}")


@receiver(user_login_failed)
def sign_in_failed(sender: Any, **kwargs: Any) -> None:
    # Not even the name that was tried: people type passwords into the wrong field.
    record("staff.sign_in_failed")
