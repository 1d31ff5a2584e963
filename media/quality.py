"""Signs that a picture is too small for the site, or came through a messenger and lost its detail on the way.

These are warnings: sometimes there is no other picture.
"""

from pathlib import PurePath

from django.utils import timezone
from django.utils.translation import gettext as _

from cms.text.dates import full_moment

from .models import Photo

SMALLEST_WIDTH = 1200
"""Pixels. What a photo needs across the full column on a phone with three dots a pixel, and what search engines ask of a lead."""

# The long edge to which messengers scale pictures, in pixels: Messenger 960 and 2048, Zalo 1280, 1600, 2048 and 2560 by its
# setting, Telegram 1280 and 2560. Seen in pictures that were sent; no platform documents it.
_MESSENGER_EDGES = frozenset({960, 1280, 1600, 2048, 2560})
# Bits of a JPEG for each pixel. Cameras and phones write 2 to 6; messengers save at qualities that leave 0.4 to 1.6.
_SQUEEZED_BITS = 1.7
# Flat drawings and skies compress well: below so many bits even without a messenger's edge, detail is gone.
_STARVED_BITS = 0.35


def quality_warnings(photo: Photo) -> list[str]:
    """A sentence for each doubt about the picture; empty for a good one."""
    warnings = []
    if photo.width < SMALLEST_WIDTH:
        warnings.append(
            _("The picture is only %(width)d pixels wide; %(least)d are needed to look sharp.")
            % {"width": photo.width, "least": SMALLEST_WIDTH}
        )
    if _was_squeezed(photo):
        warnings.append(
            _(
                "The picture seems to have been sent through a messenger, which takes away detail. Ask for the original file."
            )
        )
    return warnings


def notices(photo: Photo) -> list[str]:
    """What an editor has to know of a saved photo: lost rights first, then doubts about its quality."""
    found = []
    if photo.rights_lost_at is not None and photo.rights_lost_at <= timezone.now():
        found.append(
            _("The right to show this photo was lost on %(when)s: %(reason)s")
            % {"when": full_moment(photo.rights_lost_at), "reason": photo.rights_lost_reason}
        )
    return found + quality_warnings(photo)


def _was_squeezed(photo: Photo) -> bool:
    """A JPEG without a camera's name (messengers cut it off), scaled to a messenger's edge and poor in bits; or starved anyway."""
    if PurePath(photo.file.name).suffix.lower() not in (".jpg", ".jpeg") or photo.from_camera:
        return False
    bits = (photo.file_size or 0) * 8 / max(1, photo.width * photo.height)
    if max(photo.width, photo.height) in _MESSENGER_EDGES:
        return bits < _SQUEEZED_BITS
    return bits < _STARVED_BITS
