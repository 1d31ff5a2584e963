"""What was pasted: an address of this site, one of another, or a text."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.conf import settings

from cms.text.normal import clean, one_line

LONGEST = 20_000
"""Characters of a paste that are read."""
_LONGEST_ADDRESS = 2_000
_HOST = re.compile(r"[\w-]+(\.[\w-]+)*\.[a-z]{2,}(:\d+)?(/.*)?", re.IGNORECASE)
_AROUND = "<>()[]{}\"'“”‘’«».,;!"


@dataclass(frozen=True)
class Address:
    """Where a link leads: the path where it is one of ours, None where another site would have to be read."""

    path: str | None


def address_in(text: str) -> Address | None:
    """The link that the paste is; None where it is a text. Campaign tags and what follows a # say nothing about the page."""
    link = one_line(text).strip(_AROUND)
    if not link or " " in link or len(link) > _LONGEST_ADDRESS:
        return None
    if link.startswith("/") and not link.startswith("//"):
        return Address(_path(link))
    if not link.lower().startswith(("http://", "https://")):
        link = link.removeprefix("//")
        if not _HOST.fullmatch(link):
            return None
        link = f"https://{link}"
    try:
        # A browser reads a backslash as a slash, so that another host would come before it.
        parts = urlsplit(link.replace("\\", "/"))
        host = _host(parts.hostname or "")
    except ValueError:
        return Address(None)
    ours = host == _host(urlsplit(settings.PUBLIC_BASE_URL).hostname or "")
    return Address(_path(parts.path) if ours else None)


def read(text: str) -> str:
    """The text that is compared: as much as is read of it, as texts are kept."""
    return clean(text[:LONGEST]).strip()


def _host(name: str) -> str:
    return name.lower().removesuffix(".").removeprefix("www.")


def _path(path: str) -> str:
    path = clean(unquote(path.partition("?")[0].partition("#")[0]))
    return path if path.endswith("/") else f"{path}/"
