from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver

from cms.publication.facts import fact_changed
from cms.trail.record import record
from cms.trail.source import acting_user

from .models import Topic


@receiver(post_delete, sender=Topic)
def topic_deleted(instance: Topic, **kwargs: Any) -> None:
    """Articles that show a topic which is gone get a proposed version without it."""
    fact_changed(f"topic:{instance.slug}")
    record("topic.deleted", actor=acting_user(), subject=f"topic:{instance.pk}")
