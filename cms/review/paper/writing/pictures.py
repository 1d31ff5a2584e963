"""Photos small enough to be carried along in a document."""

import logging

from cms.publication.story import Photo
from media.errors import BadFile
from media.pictures import decoded, encoded, scaled
from media.queries import photo_at

_WIDTH = 800
"""Pixels: 100 mm at 200 dots an inch."""

log = logging.getLogger("newsroom.paper")


def thumbnail(photo: Photo) -> bytes | None:
    """The photo as a small JPEG without what its camera noted; None where the file can't be read (any more)."""
    record = photo_at(photo.image_id, photo.sha256)
    if record is None:
        return None
    try:
        with record.file.open("rb") as file:
            image = decoded(file.read(), at_least=_WIDTH)
    except (OSError, ValueError, BadFile):
        log.warning("The photo %s could not be put on paper.", photo.image_id)
        return None
    return encoded(scaled(image, _WIDTH), "jpg")
