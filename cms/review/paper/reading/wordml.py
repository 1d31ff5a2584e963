"""The parts of a .docx: its namespaces, a part by its name, and what elements say of their author, time and words."""

import datetime as dt
import zipfile
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from cms.text.normal import clean

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_WORDS = {f"{W}t", f"{W}delText"}


def part(archive: zipfile.ZipFile, name: str) -> Element:
    try:
        return fromstring(archive.read(name), forbid_dtd=True)
    except KeyError:
        return Element("none")


def text_of(element: Element) -> str:
    """Its words, also those that are struck out."""
    return "".join(each.text or "" for each in element.iter() if each.tag in _WORDS)


def author_of(element: Element) -> str:
    return " ".join(clean(element.get(f"{W}author", "")).split())[:120]


def moment_of(element: Element) -> dt.datetime | None:
    """Word writes the clock of its machine and calls it UTC, so only the day can be relied upon."""
    try:
        moment = dt.datetime.fromisoformat(element.get(f"{W}date", "").replace("Z", "+00:00"))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
