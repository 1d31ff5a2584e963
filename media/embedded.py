"""What a picture file says of itself: caption, credit and date that the photographer or an agency wrote into it.

Read in the order IPTC-IIM, XMP, EXIF: the first two are written by people, the last mostly by cameras. Nothing here raises: a
file that says nothing readable says nothing.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import IO, Any
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring
from PIL import Image, IptcImagePlugin

from cms.text.normal import one_line

from . import pictures


@dataclass(frozen=True)
class Embedded:
    caption: str = ""
    credit: str = ""
    taken_on: dt.date | None = None
    from_camera: bool = False


# IPTC-IIM 4.2, record 2: by-line, credit, caption/abstract, date created; record 1, dataset 90: the character set.
_IPTC_BYLINE, _IPTC_CREDIT, _IPTC_CAPTION, _IPTC_DATE = (2, 80), (2, 110), (2, 120), (2, 55)
# EXIF 2.32.
_DESCRIPTION, _MAKE, _MODEL, _ARTIST, _EXIF_IFD, _TAKEN = 0x010E, 0x010F, 0x0110, 0x013B, 0x8769, 0x9003
_NS = {
    "dc": "{http://purl.org/dc/elements/1.1/}",
    "photoshop": "{http://ns.adobe.com/photoshop/1.0/}",
    "rdf": "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}",
    "xmp": "{http://ns.adobe.com/xap/1.0/}",
}
_DATE = re.compile(r"(\d{4})[:\-]?(\d\d)[:\-]?(\d\d)")
# What makers of cameras put where a caption belongs.
_NO_CAPTION = re.compile(
    r"(olympus digital camera|sony dsc|dcim|dji|default|minolta|kodak|samsung|screenshot|untitled)\b", re.I
)
# An XMP packet is some kilobytes; a larger one is no caption.
_LARGEST_XMP = 2_000_000


def read(file: IO[bytes]) -> Embedded:
    """What the picture says of itself; empty where it says nothing, or can't be read."""
    try:
        with pictures.opened(file) as image:
            iptc, xmp, exif = _iptc(image), _xmp(image), _exif(image)
    except Exception:
        return Embedded()
    told = [iptc, xmp, exif]
    return Embedded(
        caption=_first(told, "caption"),
        credit=_credit(_first(told, "byline"), _first(told, "credit")),
        taken_on=next((day for day in (_day(notes.get("date", "")) for notes in told) if day), None),
        from_camera=bool(exif.get("camera")),
    )


def _first(told: list[dict[str, str]], name: str) -> str:
    return next((notes[name] for notes in told if notes.get(name)), "")


def _credit(byline: str, credit: str) -> str:
    """``"Minh An/TTXVN"``: the photographer, and the house where it is another name."""
    if byline and credit and byline.casefold() not in credit.casefold():
        return f"{byline}/{credit}"
    return credit or byline


def _iptc(image: Image.Image) -> dict[str, str]:
    found = IptcImagePlugin.getiptcinfo(image) or {}  # type: ignore[arg-type]
    return {
        "caption": _iptc_text(found.get(_IPTC_CAPTION)),
        "byline": _iptc_text(found.get(_IPTC_BYLINE)),
        "credit": _iptc_text(found.get(_IPTC_CREDIT)),
        "date": _iptc_text(found.get(_IPTC_DATE)),
    }


def _iptc_text(value: bytes | list[bytes] | None) -> str:
    parts = value if isinstance(value, list) else [value] if value else []
    return one_line(", ".join(_decoded(part) for part in parts))


def _decoded(raw: bytes) -> str:
    # Files say seldom, and often wrongly, how they are encoded; what reads as UTF-8 is UTF-8.
    for encoding in ("utf-8", "cp1258", "latin-1"):
        try:
            return raw.rstrip(b"\0").decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _exif(image: Image.Image) -> dict[str, str]:
    exif = image.getexif()
    caption = _exif_text(exif.get(_DESCRIPTION))
    return {
        "caption": "" if _NO_CAPTION.match(caption) else caption,
        "byline": _exif_text(exif.get(_ARTIST)),
        "date": _exif_text(exif.get_ifd(_EXIF_IFD).get(_TAKEN)),
        "camera": _exif_text(exif.get(_MAKE)) or _exif_text(exif.get(_MODEL)),
    }


def _exif_text(value: Any) -> str:
    if isinstance(value, str):
        # Pillow reads text as Latin-1; nowadays' software writes UTF-8.
        value = value.encode("latin-1", "replace") if all(ord(char) < 256 for char in value) else value.encode()
    return one_line(_decoded(value)) if isinstance(value, bytes) else ""


def _xmp(image: Image.Image) -> dict[str, str]:
    packet = image.info.get("xmp")
    if not packet or len(packet) > _LARGEST_XMP:
        return {}
    if isinstance(packet, str):
        packet = packet.encode()
    try:
        root = fromstring(packet.rstrip(b"\0 \n\r\t"))
    except (ParseError, DefusedXmlException, ValueError):
        return {}
    return {
        "caption": _xmp_value(root, "dc", "description"),
        "byline": _xmp_value(root, "dc", "creator"),
        "credit": _xmp_value(root, "photoshop", "Credit"),
        "date": _xmp_value(root, "photoshop", "DateCreated") or _xmp_value(root, "xmp", "CreateDate"),
    }


def _xmp_value(root: Element, space: str, name: str) -> str:
    """A property written as attribute, as element, or as a list of which all creators or the first language count."""
    key = _NS[space] + name
    for node in root.iter(_NS["rdf"] + "Description"):
        if node.get(key):
            return one_line(node.get(key, ""))
        element = node.find(key)
        if element is None:
            continue
        items = [one_line(item.text or "") for item in element.iter(_NS["rdf"] + "li")]
        if items:
            return ", ".join(filter(None, items)) if name == "creator" else items[0]
        return one_line(element.text or "")
    return ""


def _day(text: str) -> dt.date | None:
    match = _DATE.match(text)
    if not match:
        return None
    try:
        day = dt.date(*(int(part) for part in match.groups()))
    except ValueError:
        return None
    return day if dt.date(1826, 1, 1) <= day <= dt.date.today() + dt.timedelta(days=1) else None  # noqa: DTZ011  a camera has no zone
