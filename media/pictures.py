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
_WITHIN_SCAN = frozenset({0x00, 0xFF, *range(0xD0, 0xD8)})
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_NOTES = frozenset({b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"})
# https://developers.google.com/speed/webp/docs/riff_container: what holds pixels, and the colour profile.
_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_NOTES_FLAGS = 0b1100


def without_notes(content: bytes) -> bytes:
    """A picture without EXIF, IPTC, XMP, comments and what hangs on its end; the pixels of a JPEG, PNG or WebP are untouched.

    An AVIF is encoded anew where it has notes: its boxes point into each other.
    """
    if content.startswith(b"\xff\xd8"):
        return b"\xff\xd8" + b"".join(_jpeg_parts(content))
    if content.startswith(_PNG):
        return _PNG + b"".join(_png_parts(content))
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        parts = b"WEBP" + b"".join(_webp_parts(content))
        return b"RIFF" + struct.pack("<I", len(parts)) + parts
    if content[4:8] == b"ftyp":
        return _avif_without_notes(content)
    return content


def upright_without_notes(content: bytes) -> bytes:
    """The same for a picture that is shown as it lies: one that the camera noted to be turned is turned."""
    with Image.open(io.BytesIO(content), formats=tuple(FORMATS)) as image:
        turned = image.getexif().get(_ORIENTATION, 1) != 1
        width, extension = max(image.size), extension_of(image)
    if turned and extension in ("jpg", "webp"):
        return encoded(decoded(content, at_least=width), extension)
    return without_notes(content)


def _avif_without_notes(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content), formats=("AVIF",)) as image:
        noted = bool(image.info.get("exif") or image.info.get("xmp"))
        width = max(image.size)
    return encoded(decoded(content, at_least=width), "avif") if noted else content


def _webp_parts(content: bytes) -> Iterator[bytes]:
    at = 12
    while at + 8 <= len(content):
        name, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        end = at + 8 + length + length % 2
        if name == b"VP8X":
            flags = content[at + 8] & ~_WEBP_NOTES_FLAGS if at + 8 < len(content) else 0
            yield content[at : at + 8] + bytes([flags]) + content[at + 9 : end]
        elif name in _WEBP_KEPT:
            yield content[at:end]
        at = end


def _jpeg_parts(content: bytes) -> Iterator[bytes]:
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == 0xDA:  # a scan: its header, then pixels up to the next marker
            end = _end_of_scan(content, end)
        is_note = marker == 0xFE or (0xE0 <= marker <= 0xEF and marker not in _KEPT_APPS)
        # Phones point by APP2 to further pictures behind the end, each with notes of its own.
        if not is_note and not (marker == 0xE2 and content[at + 4 : at + 15] != b"ICC_PROFILE"):
            yield content[at:end]
        if content[end : end + 2] == b"\xff\xd9":
            yield b"\xff\xd9"
            return
        at = end
    yield content[at:]


def _end_of_scan(content: bytes, at: int) -> int:
    """Where the pixels end: at a marker that is neither a stuffed byte nor a restart."""
    while (at := content.find(b"\xff", at)) != -1 and at + 1 < len(content):
        if content[at + 1] not in _WITHIN_SCAN:
            return at
        at += 2 if content[at + 1] != 0xFF else 1
    return len(content)


def _png_parts(content: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at + 12 <= len(content):
        end = at + 12 + int.from_bytes(content[at : at + 4], "big")
        if content[at + 4 : at + 8] not in _PNG_NOTES:
            yield content[at:end]
        if content[at + 4 : at + 8] == b"IEND":
            return
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
