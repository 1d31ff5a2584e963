"""The pictures that readers get: made from the original's pixels alone, each once, kept beside the original."""

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from . import pictures
from .addresses import DIGEST_LENGTH, FORMATS, Box, box_text, widths_for
from .errors import FileDamaged
from .locks import only_one
from .models import Photo, PhotoRendition


class Slot(NamedTuple):
    """A rendition: width, extension, and the part of the photo that it shows; None is all of it."""

    width: int
    extension: str
    box: Box | None = None


_FORMAT_NAMES = {"avif": "avif", "webp": "webp", "jpg": "jpeg"}

ENCODING = "1"
"""Counts the ways of encoding: part of an ETag, so that a change of quality reaches browsers."""


def slots_of(photo: Photo) -> list[Slot]:
    """All renditions that a photo has for readers."""
    return [Slot(width, extension) for width in widths_for(photo.width) for extension in FORMATS]


def slot_for(photo: Photo, width: int, extension: str, box: Box | None = None) -> Slot:
    """The rendition that answers for a width: those wider than what is shown are one and the same."""
    widest = box[2] - box[0] if box else photo.width
    return Slot(min(width, widths_for(widest)[-1]), extension, box)


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
        missing: dict[tuple[Box | None, int], list[Slot]] = defaultdict(list)
        for slot in slots:
            if _spec(slot) not in done:
                missing[slot.box, slot.width].append(slot)
        if not missing:
            return
        whole = _decoded(photo, max(_width_needed(photo, *part) for part in missing))
        for (box, width), wanted in sorted(missing.items(), key=lambda part: part[0][1], reverse=True):
            picture = pictures.scaled(_part(photo, whole, box), width)
            for slot in wanted:
                _keep(photo, slot, pictures.encoded(picture, slot.extension))


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


def _width_needed(photo: Photo, box: Box | None, width: int) -> int:
    """How wide the whole photo must be so that the part has that width."""
    return width if box is None else math.ceil(photo.width * min(1, width / (box[2] - box[0])))


def _part(photo: Photo, whole: "pictures.Image.Image", box: Box | None) -> "pictures.Image.Image":
    if box is None:
        return whole
    scale = whole.width / photo.width
    left, top, right, bottom = (round(edge * scale) for edge in box)
    return whole.crop((left, top, max(right, left + 1), max(bottom, top + 1)))


def _decoded(photo: Photo, width: int) -> "pictures.Image.Image":
    try:
        return pictures.decoded(original(photo), at_least=width)
    except (OSError, ValueError, SyntaxError) as error:
        raise FileDamaged(f"The original of photo {photo.pk} can't be decoded.") from error


def _spec(slot: Slot) -> str:
    """The rendition in Wagtail's words, so that its own tools (listing, regenerating) understand these rows too."""
    shown = f"box-{box_text(slot.box)}|" if slot.box else ""
    return f"{shown}width-{slot.width}|format-{_FORMAT_NAMES[slot.extension]}"


def _keep(photo: Photo, slot: Slot, content: bytes) -> None:
    shown = f".{box_text(slot.box)}" if slot.box else ""
    name = f"{photo.pk}-{photo.sha256[:DIGEST_LENGTH]}{shown}.{slot.width}.{slot.extension}"
    rendition = PhotoRendition(image=photo, filter_spec=_spec(slot), file=ContentFile(content, name=name))
    try:
        with transaction.atomic():
            rendition.save()
    except IntegrityError:
        # Another machine was faster, or the photo was removed meanwhile.
        rendition.file.delete(save=False)
