"""The pictures that readers get: made from the original's pixels alone, each once, kept beside the original."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from . import pictures
from .addresses import DIGEST_LENGTH, FORMATS, widths_for
from .errors import FileDamaged
from .locks import only_one
from .models import Photo, PhotoRendition

Slot = tuple[int, str]
"""Width and extension of a rendition."""

_FORMAT_NAMES = {"avif": "avif", "webp": "webp", "jpg": "jpeg"}

ENCODING = "1"
"""Counts the ways of encoding: part of an ETag, so that a change of quality reaches browsers."""


def slots_of(photo: Photo) -> list[Slot]:
    """All renditions that a photo has for readers."""
    return [(width, extension) for width in widths_for(photo.width) for extension in FORMATS]


def slot_for(photo: Photo, width: int, extension: str) -> Slot:
    """The rendition that answers for a width: those wider than the photo are one and the same."""
    return min(width, widths_for(photo.width)[-1]), extension


def find(photo: Photo, slot: Slot) -> PhotoRendition | None:
    """The rendition, if it is made already. One query."""
    return PhotoRendition.objects.filter(image_id=photo.pk, filter_spec=_spec(slot), focal_point_key="").first()


def make(photo: Photo, slots: Iterable[Slot], *, wait: float) -> None:
    """Makes what is missing of these renditions, decoding the original once.

    Only one process at a time makes those of a photo; raises ``Busy`` where another has not finished after ``wait`` seconds, and
    ``FileDamaged`` where the original is not what was uploaded. Nothing is written to the database while pixels are worked on.
    """
    with only_one(photo.pk, wait=wait):
        done = set(
            PhotoRendition.objects.filter(image_id=photo.pk, focal_point_key="").values_list("filter_spec", flat=True)
        )
        by_width: dict[int, list[str]] = defaultdict(list)
        for slot in slots:
            if _spec(slot) not in done:
                by_width[slot[0]].append(slot[1])
        if not by_width:
            return
        whole = _decoded(photo, max(by_width))
        for width in sorted(by_width, reverse=True):
            picture = pictures.scaled(whole, width)
            for extension in by_width[width]:
                _keep(photo, (width, extension), pictures.encoded(picture, extension))


def remade(photo: Photo, rendition: PhotoRendition, slot: Slot, *, wait: float) -> PhotoRendition | None:
    """The rendition made again, where its file has gone while its row stayed (a restore without renditions)."""
    PhotoRendition.objects.filter(pk=rendition.pk).delete()
    make(photo, [slot], wait=wait)
    return find(photo, slot)


def original(photo: Photo) -> bytes:
    """The uploaded bytes; raises ``FileDamaged`` where they are missing or do not have the photo's digest."""
    try:
        with photo.file.storage.open(photo.file.name, "rb") as file:
            content = file.read()
    except OSError as error:
        raise FileDamaged(f"The original of photo {photo.pk} can't be read.") from error
    if hashlib.sha256(content).hexdigest() != photo.sha256:
        raise FileDamaged(f"The original of photo {photo.pk} is not the file that was uploaded.")
    return content


def _decoded(photo: Photo, width: int) -> "pictures.Image.Image":
    try:
        return pictures.decoded(original(photo), at_least=width)
    except (OSError, ValueError, SyntaxError) as error:
        raise FileDamaged(f"The original of photo {photo.pk} can't be decoded.") from error


def _spec(slot: Slot) -> str:
    """The rendition in Wagtail's words, so that its own tools (listing, regenerating) understand these rows too."""
    return f"width-{slot[0]}|format-{_FORMAT_NAMES[slot[1]]}"


def _keep(photo: Photo, slot: Slot, content: bytes) -> None:
    width, extension = slot
    name = f"{photo.pk}-{photo.sha256[:DIGEST_LENGTH]}.{width}.{extension}"
    rendition = PhotoRendition(image=photo, filter_spec=_spec(slot), file=ContentFile(content, name=name))
    try:
        with transaction.atomic():
            rendition.save()
    except IntegrityError:
        # Another machine was faster, or the photo was removed meanwhile.
        rendition.file.delete(save=False)
