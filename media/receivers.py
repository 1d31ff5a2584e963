"""What the photo desk writes when a version is sealed or becomes public, and what it refuses to lose."""

from typing import Any

from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext as _

from cms.publication.models import Publication
from cms.publication.signals import published, sealed
from cms.trail.record import record
from cms.trail.source import acting_user

from . import queries
from .errors import FileInUse
from .models import Paper, Photo
from .models.fixed import FixedFile
from .tasks import make_renditions


@receiver(sealed)
def note_files(sender: type, publication: Publication, **kwargs: Any) -> None:
    queries.note_files(publication)


@receiver(published)
def order_renditions(sender: type, publication: Publication, **kwargs: Any) -> None:
    for photo_id in sorted({photo.image_id for photo in publication.story.photos()}):
        make_renditions.enqueue(photo_id)


@receiver(pre_delete, sender=Photo)
@receiver(pre_delete, sender=Paper)
def keep_what_is_used(sender: type, instance: FixedFile, **kwargs: Any) -> None:
    if queries.is_in_use(instance):
        raise FileInUse(in_use_sentence(instance))


@receiver(post_delete, sender=Photo)
@receiver(post_delete, sender=Paper)
def tell_the_trail(sender: type, instance: FixedFile, **kwargs: Any) -> None:
    record(
        f"{instance.fact_kind}.deleted",
        actor=acting_user(),
        subject=instance.fact_key,
        data={"sha256": instance.sha256},
    )


def in_use_sentence(instance: FixedFile) -> str:
    """Why the record can't be deleted."""
    return _("“%(title)s” stands in a story, so it can't be deleted.") % {"title": instance}
