"""Signing in and out, and what only Wagtail's own log knows of."""

from typing import Any

from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import ModelLogEntry

from .record import record
from .watch import is_claimed

_OBJECT_ACTS = {
    "wagtail.create": "object.added",
    "wagtail.edit": "object.changed",
    "wagtail.revert": "object.changed",
    "wagtail.delete": "object.deleted",
    "wagtail.apitoken.create": "staff.api_token_made",
    "wagtail.apitoken.revoke": "staff.api_token_revoked",
}


@receiver(post_save, sender=ModelLogEntry)
def mirror(sender: type, instance: ModelLogEntry, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """What was done in the admin to a row of which no room tells the trail by itself."""
    content_type = instance.content_type
    if not created or raw or (content_type and is_claimed(content_type.model_class())):
        return
    kind = content_type.model if content_type else "object"
    action = _OBJECT_ACTS.get(instance.action, "object.other")
    data = {"what": instance.action} if action == "object.other" else {}
    if instance.revision_id:
        data["revision"] = instance.revision_id
    record(action, actor=instance.user, subject=f"{kind}:{instance.object_id}", data=data)


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
