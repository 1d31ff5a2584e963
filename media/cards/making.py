"""Makes and removes the cards of what is public, and draws those of drafts for a look at them."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import QuerySet
from PIL import Image

from cms.publication.models import Publication, Shelf
from cms.publication.story import Story

from .. import pictures, renditions
from ..addresses import DIGEST_LENGTH
from ..errors import FileDamaged
from ..models import Card, Photo
from ..signals import cards_made
from .drawing import drawn
from .faces import FORMS, KINDS, Face, Form, face_of

_WIDEST = 1200
_MARK_LENGTH = 8


def make(publication: Publication) -> bool:
    """Makes all cards of a publication that is public; False where there is nothing to do.

    Nothing is written while pixels are worked on; what was taken back meanwhile gets none.
    """
    if publication.story.kind not in KINDS or not _is_public(publication):
        return False
    face, photo, pixels = _ready(publication.story)
    mark = mark_of(publication, face)
    if _are_made(publication, mark):
        return False
    cards = [(form, drawn(face, form, pixels)) for form in FORMS]
    return _keep(publication, mark, photo, cards)


def sketch(story: Story, form: Form) -> bytes:
    """The card that the story would have if it came out now."""
    face, _photo, pixels = _ready(story)
    return drawn(face, form, pixels)


def mark_of(publication: Publication, face: Face) -> str:
    """What stands in the address: a card that shows something else, or was drawn in another way, has another one."""
    return f"{publication.seal[:DIGEST_LENGTH]}-{face.digest[:_MARK_LENGTH]}"


def remove(cards: QuerySet[Card]) -> None:
    """Takes the cards down at once; their files go when the transaction has ended."""
    files = [(card.file.storage, card.file.name) for card in cards if card.file.name]
    cards.delete()
    transaction.on_commit(partial(_delete, files))


def _ready(story: Story) -> tuple[Face, Photo | None, Image.Image | None]:
    """The face, with its photo where that may be shown and can be read."""
    face = face_of(story)
    shown = face.photo
    photo = None
    if shown is not None:
        rows = Photo.objects.filter(pk=shown.image_id, sha256=shown.sha256, rights_lost_at__isnull=True)
        photo = rows.first()
    if photo is not None:
        try:
            return face, photo, pictures.decoded(renditions.original(photo), at_least=_WIDEST)
        except (FileDamaged, OSError, ValueError, SyntaxError):
            pass
    return replace(face, photo=None, credit=""), None, None


def _is_public(publication: Publication) -> bool:
    return Shelf.objects.public().filter(current=publication).exists()


def _are_made(publication: Publication, mark: str) -> bool:
    made = list(Card.objects.filter(publication=publication, mark=mark))
    return len(made) == len(FORMS) and all(card.file.storage.exists(str(card.file.name)) for card in made)


@transaction.atomic
def _keep(publication: Publication, mark: str, photo: Photo | None, cards: Iterable[tuple[Form, bytes]]) -> bool:
    # Whoever takes the page back or the photo down waits for this lock, or was here before.
    shelf = Shelf.objects.select_for_update().filter(pk=publication.page_id).first()
    lost = photo and Photo.objects.select_for_update().filter(pk=photo.pk, rights_lost_at__isnull=True).first() is None
    if shelf is None or shelf.current_id != publication.pk or not shelf.is_public() or lost:
        return False
    remove(Card.objects.filter(publication__page_id=publication.page_id))
    for form, content in cards:
        name = f"{publication.page_id}-{mark}.{form}.jpg"
        file = ContentFile(content, name=name)
        Card.objects.create(publication=publication, form=form, mark=mark, photo=photo, file=file)
    cards_made.send(sender=Card, publication=publication)
    return True


def _delete(files: Iterable[tuple[Storage, str]]) -> None:
    for storage, name in files:
        storage.delete(name)
