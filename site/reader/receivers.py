"""What the reader does when something becomes public, is taken back or moves: it writes rows, in the same transaction."""

from typing import Any

from django.db import connections
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from cms.publication.models import Publication, Shelf
from cms.publication.signals import moved, published, withdrawn
from media.signals import cards_made, rights_lost

from . import notes, rows
from .models import SearchEntry, SearchGram
from .rebuild import rebuild


@receiver(published)
def show(sender: type, shelf: Shelf, publication: Publication, **kwargs: Any) -> None:
    rows.write(shelf, publication)


@receiver(withdrawn)
def hide(sender: type, shelf: Shelf, expired: bool, **kwargs: Any) -> None:
    rows.remove(shelf.pk)
    if not expired:
        notes.withdraw(shelf)


@receiver(moved)
def follow(sender: type, shelf: Shelf, **kwargs: Any) -> None:
    rows.readdress(shelf)


@receiver(rights_lost)
def drop_photo(sender: type, page_ids: list[int], **kwargs: Any) -> None:
    for shelf in Shelf.objects.filter(pk__in=page_ids, current__isnull=False).select_related("current"):
        if shelf.current is not None:
            rows.write(shelf, shelf.current)


@receiver(cards_made)
def name_cards(sender: type, **kwargs: Any) -> None:
    rows.new_edition()


@receiver(post_migrate)
def refill_search(sender: Any, using: str, **kwargs: Any) -> None:
    """After the update that brought another index: what was public before is found again."""
    if sender.label != "reader" or SearchGram._meta.db_table not in connections[using].introspection.table_names():
        return
    if SearchEntry.objects.filter(at__isnull=True).exists():
        rebuild()
