"""Pixels: how large a picture is, whether it can be read, and how it is decoded and encoded. Knows no database."""

import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from .errors import BadFile

FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "AVIF": "avif"}
"""What may be uploaded, as Pillow calls it. SVG is not among them: it can hold scripts."""

_ORIENTATION = 0x0112
_TURNED = frozenset({5, 6, 7, 8})
# A picture whose decoder reads all pixels at once, unlike JPEG's, takes four bytes a pixel: 50 megapixels are 200 MB.
_MOST_PIXELS_AT_ONCE = 50_000_000

_WEBP_QUALITY = 80
_JPEG_QUALITY = 82
_AVIF_QUALITY = 60
# libavif's effort, 0 (slowest) to 10. Measured at 1200 px: half the time of 6, the default, at the same size.
_AVIF_SPEED = 7


def size_as_seen(file: IO[bytes]) -> tuple[int, int]:
    """Width and height in pixels, after the turn that the camera noted."""
    file.seek(0)
    with Image.open(file) as image:
        width, height = image.size
        if image.getexif().get(_ORIENTATION) in _TURNED:
            width, height = height, width
    return width, height


def extension_of(image: Image.Image) -> str:
    """The ending of a file name that tells what an opened picture is."""
    return FORMATS["JPEG" if image.format == "MPO" else str(image.format)]


def check(file: IO[bytes]) -> None:
    """Reads the picture to its end; raises ``BadFile`` with one sentence where that can't be done, or would take too much memory.

    JPEG is decoded at an eighth of its size, which reads all of the file at little cost.
    """
    file.seek(0)
    try:
        with Image.open(file, formats=tuple(FORMATS)) as image:
            _check_pixels(image)
            image.draft("RGB", (max(1, image.width // 8), max(1, image.height // 8)))
            image.load()
    except BadFile:
        raise
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except Image.UnidentifiedImageError as error:
        raise BadFile(_("This file is not a picture that can be used. Use JPEG, PNG, WebP or AVIF.")) from error
    # Decoders tell of broken files in many ways.
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        IndexError,
        KeyError,
        TypeError,
        struct.error,
        zlib.error,
    ) as error:
        raise BadFile(_("The picture is damaged or cut off. Please take it from its source once more.")) from error
    finally:
        file.seek(0)


def _check_pixels(image: Image.Image) -> None:
    most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS
    pixels = image.width * image.height
    # Phones write JPEGs that hold a second, small picture (MPO); of those only the first is ever read.
    if image.format not in ("JPEG", "MPO"):
        most = min(most, _MOST_PIXELS_AT_ONCE)
        pixels *= getattr(image, "n_frames", 1)
    if pixels > most:
        raise _too_many_pixels(most)


def _too_many_pixels(most: int | None = None) -> BadFile:
    megapixels = (most or settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS) // 1_000_000
    return BadFile(_("The picture has too many pixels; %(most)d megapixels are the most.") % {"most": megapixels})


def decoded(content: bytes, *, at_least: int) -> Image.Image:
    """The picture turned upright, in sRGB, with nothing beside its pixels; not much wider than ``at_least`` pixels.

    A JPEG is scaled by its decoder as far as that leaves enough for the wanted width.
    """
    with Image.open(io.BytesIO(content), formats=tuple(FORMATS)) as image:
        turned = image.getexif().get(_ORIENTATION) in _TURNED
        width, height = (image.height, image.width) if turned else image.size
        # Half as much again as needed is left to the resampling filter, which is better at it.
        goal = min(at_least * 3 // 2, width)
        scaled = (goal, max(1, height * goal // width))
        image.draft("RGB", scaled[::-1] if turned else scaled)
        profile = image.info.get("icc_profile")
        upright = ImageOps.exif_transpose(image)
    pixels = _in_srgb(upright, profile)
    pixels.info.clear()
    return pixels


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    transparent = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    mode = "RGBA" if transparent else "RGB"
    if profile and image.mode in ("RGB", "RGBA", "CMYK", "L"):
        try:
            found = ImageCms.profileToProfile(
                image,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB" if image.mode in ("CMYK", "L") else mode,
            )
            if found is not None:
                return found
        except (ImageCms.PyCMSError, OSError, ValueError):
            # A broken profile: the numbers are taken as they are, as browsers do.
            pass
    return image.convert(mode)


def scaled(image: Image.Image, width: int) -> Image.Image:
    """The picture at this width in its own proportions; never larger than it is."""
    if width >= image.width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


def encoded(image: Image.Image, extension: str) -> bytes:
    """The picture as ``avif``, ``webp`` or ``jpg``, with its pixels and nothing else."""
    out = io.BytesIO()
    options: dict[str, Any]
    if extension == "avif":
        options = {"format": "AVIF", "quality": _AVIF_QUALITY, "speed": _AVIF_SPEED, "max_threads": 1}
    elif extension == "webp":
        options = {"format": "WEBP", "quality": _WEBP_QUALITY, "method": 4}
    elif extension == "jpg":
        image = on_white(image)
        options = {"format": "JPEG", "quality": _JPEG_QUALITY, "progressive": True, "optimize": True}
    else:
        raise ValueError(f"There is no encoder for {extension!r}.")
    image.save(out, **options)
    return out.getvalue()


def on_white(image: Image.Image) -> Image.Image:
    """The picture without transparency, on white paper."""
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, "white")
    paper.paste(image, mask=image.getchannel("A"))
    return paper


# Notes in files that others encoded

# APP0 (JFIF), APP2 (colour profile) and APP14 (colour transform) are needed to show the pixels; the rest are notes.
_KEPT_APPS = frozenset({0xE0, 0xE2, 0xEE})
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_NOTES = frozenset({b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"})


def without_notes(content: bytes) -> bytes:
    """A JPEG or PNG without EXIF, IPTC, XMP and comments, its pixels untouched; other formats as they are."""
    if content.startswith(b"\xff\xd8"):
        return b"\xff\xd8" + b"".join(_jpeg_parts(content))
    if content.startswith(_PNG):
        return _PNG + b"".join(_png_parts(content))
    return content


def _jpeg_parts(content: bytes) -> Iterator[bytes]:
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xDA:  # from here on, pixels
            break
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        is_note = marker == 0xFE or (0xE0 <= marker <= 0xEF and marker not in _KEPT_APPS)
        if not is_note:
            yield content[at:end]
        at = end
    yield content[at:]


def _png_parts(content: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at + 12 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        if content[at + 4 : at + 8] not in _PNG_NOTES:
            yield content[at:end]
        at = end


@contextmanager
def opened(file: IO[bytes]) -> Iterator[Image.Image]:
    """The picture, its header read and its pixels not yet; the file is left at its beginning."""
    file.seek(0)
    try:
        with Image.open(file, formats=tuple(FORMATS)) as image:
            yield image
    finally:
        file.seek(0)
