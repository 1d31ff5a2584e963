"""Text as it is kept: Unicode NFC, without invisible characters, with plain line ends."""

import re
import unicodedata
from typing import Any

# Zero-width characters, the byte order mark, soft hyphen and bidirectional controls: they come in by pasting and
# make two strings that look alike differ. ZWJ and ZWNJ mean nothing in Vietnamese.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean(text: str) -> str:
    """The text in NFC, with ``\\n`` line ends and without control or invisible characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROL.sub("", _INVISIBLE.sub("", text)))


def one_line(text: str) -> str:
    """The cleaned text on a single line, runs of white space made one space."""
    return " ".join(clean(text).split())


def clean_deep(value: Any) -> Any:
    """The same nested lists and mappings with every string cleaned; other values as they are."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: clean_deep(item) for key, item in value.items()}
    if isinstance(value, list):
        return [clean_deep(item) for item in value]
    return value
