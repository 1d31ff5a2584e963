"""What the photo desk writes when a version is sealed or becomes public, and what it refuses to lose."""

from typing import Any

from django.db.models.signals import post_delete, pre_delete
from django.dispatch import receiver
from django.utils.translation import gettext as _

from cms.publication.models import Publication, Shelf
from cms.publication.signals import published, sealed, withdrawn
from cms.trail.record import record
from cms.trail.source import acting_user

from . import queries
from .cards import making
from .cards.faces import KINDS
from .errors import FileInUse
from .models import Card, Paper, Photo
from .models.fixed import FixedFile
from .signals import rights_lost
from .tasks import make_cards, make_renditions


@receiver(sealed)
def note_files(sender: type, publication: Publication, **kwargs: Any) -> None:
    queries.note_files(publication)


@receiver(published)
def order_renditions(sender: type, publication: Publication, **kwargs: Any) -> None:
    for photo_id in sorted({photo.image_id for photo in publication.story.photos()}):
        make_renditions.enqueue(photo_id)


@receiver(published)
def order_cards(sender: type, publication: Publication, **kwargs: Any) -> None:
    making.remove(Card.objects.filter(publication__page_id=publication.page_id).exclude(publication=publication))
    if publication.story.kind in KINDS:
        make_cards.enqueue(publication.pk)


@receiver(withdrawn)
def take_cards_down(sender: type, shelf: Shelf, **kwargs: Any) -> None:
    making.remove(Card.objects.filter(publication__page_id=shelf.pk))


@receiver(rights_lost)
def make_cards_without(sender: type, photo: Photo, page_ids: list[int], **kwargs: Any) -> None:
    making.remove(Card.objects.filter(photo=photo))
    for shelf in Shelf.objects.filter(pk__in=page_ids, current__isnull=False).select_related("current"):
        if shelf.current is not None and shelf.kind in KINDS:
            make_cards.enqueue(shelf.current.pk)


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
