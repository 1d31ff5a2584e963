"""Public addresses of pictures and papers, from a story alone: no database is asked.

An address holds the digest of the file, so what it leads to never changes: ``/anh/7/0123456789ab/800.webp``.
"""

from typing import Literal, get_args

from django.conf import settings
from django.urls import reverse

from cms.publication import story

Extension = Literal["avif", "webp", "jpg"]

Box = tuple[int, int, int, int]
"""Left, top, right, bottom of a part of a picture, in pixels of the original."""

WIDTHS = (400, 800, 1200, 1600)
"""The widths in which pictures are served, in pixels. No picture is enlarged: a narrower one is served as wide as it is."""

FORMATS: tuple[Extension, ...] = get_args(Extension)
"""Best compression first; every browser takes the last."""

CONTENT_TYPES = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}

DIGEST_LENGTH = 12
"""How many hexadecimal digits of the file's SHA-256 stand in an address."""


def photo_url(photo: story.Photo, width: int, format: str) -> str:  # noqa: A002  the name that other rooms use
    """The path of the picture at one of ``WIDTHS`` as ``avif``, ``webp`` or ``jpg``; raises ``ValueError`` for others."""
    if width not in WIDTHS or format not in FORMATS:
        raise ValueError(f"Pictures are not served as {width}.{format}.")
    return reverse("photo", args=[photo.image_id, photo.sha256[:DIGEST_LENGTH], width, format])


def crop_full_url(photo: story.Photo, box: Box, width: int) -> str:
    """The address of a part of the picture as ``jpg``, with scheme and host; raises ``ValueError`` for a width that is none."""
    if width not in WIDTHS:
        raise ValueError(f"Pictures are not served {width} pixels wide.")
    path = reverse("photo_crop", args=[photo.image_id, photo.sha256[:DIGEST_LENGTH], box_text(box), width])
    return f"{settings.PUBLIC_BASE_URL}{path}"


def box_text(box: Box) -> str:
    """Left, top, right and bottom as they stand in addresses."""
    return "-".join(map(str, box))


def box_of(text: str) -> Box:
    """The part of a picture that stands so in an address."""
    left, top, right, bottom = map(int, text.split("-"))
    return left, top, right, bottom


def photo_full_url(photo: story.Photo, width: int, format: str) -> str:  # noqa: A002
    """The same with scheme and host, for feeds, mails and platforms."""
    return settings.PUBLIC_BASE_URL + photo_url(photo, width, format)


def widths_for(photo_width: int) -> tuple[int, ...]:
    """The widths that make sense for a picture: all below its own, and the first that it does not exceed."""
    return tuple(width for at, width in enumerate(WIDTHS) if at == 0 or WIDTHS[at - 1] < photo_width)


def served_width(photo_width: int, width: int) -> int:
    """How many pixels wide the picture comes when this width is asked for."""
    return min(photo_width, width)


def served_height(photo: story.Photo, width: int) -> int:
    """How many pixels high the picture comes when this width is asked for."""
    return max(1, round(photo.height * served_width(photo.width, width) / photo.width))


def srcset(photo: story.Photo, format: str) -> str:  # noqa: A002
    """The value of a ``srcset`` attribute, with the widths that the files really have."""
    return ", ".join(
        f"{photo_url(photo, width, format)} {served_width(photo.width, width)}w" for width in widths_for(photo.width)
    )


def card_url(page_id: int, mark: str, form: str) -> str:
    """The path of a card as ``jpg``; ``mark`` changes with what it shows."""
    return reverse("card", args=[page_id, mark, form])


def document_url(document: story.Document) -> str:
    """The path under which the paper is downloaded."""
    return reverse("document", args=[document.document_id, document.sha256[:DIGEST_LENGTH], document.filename])


def document_full_url(document: story.Document) -> str:
    """The same with scheme and host."""
    return settings.PUBLIC_BASE_URL + document_url(document)
