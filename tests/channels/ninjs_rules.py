"""What ninjs 3.1 asks of a news object, as far as a newsroom sends it.

Written down from the standard's schema (specification/ninjs-schema_3.1.json of github.com/iptc/newsinjson, IPTC, CC BY 4.0) and
compared with it property by property; it is not the schema's own file. What keeps these rules keeps the schema's: each property
here is asked for no less than there. Left out, so refused here, are ``eventDetails``, ``plannedCoverage``, ``places``,
``organisations``, ``objects``, ``infoSources``, ``genres``, ``trustIndicators``, ``rightsInfo``, ``digitalSourceType``,
``contactInfo``, what only moving pictures have, and associations within associations.
"""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from jsonschema import Draft202012Validator, FormatChecker

_TEXT: dict[str, Any] = {"type": "string"}
_NUMBER: dict[str, Any] = {"type": "integer"}
_URI = {"type": "string", "format": "uri"}
_TIME = {"type": "string", "format": "date-time"}


def _object(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required), "additionalProperties": False}


def _list(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


_words = {"role": _TEXT, "contentType": _TEXT, "value": _TEXT}
_named = {"name": _TEXT, "rel": _TEXT, "uri": _URI, "literal": _TEXT}
_grade = {"type": "integer", "minimum": 0, "maximum": 100}

_ITEM: dict[str, Any] = {
    "uri": _URI,
    "type": {
        "enum": ["text", "audio", "video", "picture", "graphic", "composite", "component", "event", "planning"],
    },
    "representationType": {"enum": ["full", "partial"]},
    "pubStatus": {"enum": ["usable", "withheld", "canceled"]},
    "urgency": {"type": "integer", "minimum": 1, "maximum": 9},
    **dict.fromkeys(("firstCreated", "versionCreated", "contentCreated", "embargoedUntil", "expires"), _TIME),
    **dict.fromkeys(
        ("profile", "version", "copyrightHolder", "copyrightNotice", "usageTerms", "edNote", "language"), _TEXT
    ),
    **dict.fromkeys(("title", "by", "slugline", "located"), _TEXT),
    "descriptions": _list(_object(("value",), **_words)),
    "headlines": _list(_object(("value",), **_words)),
    "bodies": _list(_object(("value",), **_words, charCount=_NUMBER, wordCount=_NUMBER)),
    "people": _list(_object(**_named)),
    "subjects": _list(_object(**_named, creator=_TEXT, relevance=_grade, confidence=_grade)),
    "events": _list(_object(**_named, id=_TEXT)),
    "renditions": _list(
        _object(
            ("name",),
            **dict.fromkeys(("name", "contentType", "title", "format", "aspectRatio"), _TEXT),
            href=_URI,
            **dict.fromkeys(("width", "height", "sizeInBytes"), _NUMBER),
        )
    ),
    "altIds": _list(_object(role=_TEXT, value=_TEXT)),
    "standard": _object(name=_TEXT, version=_TEXT, schema=_URI),
}
_associated = _object(("uri", "name"), **_ITEM, name=_TEXT, rel=_TEXT, associations={"type": "array", "maxItems": 0})
RULES = _object(("uri",), **_ITEM, associations=_list(_associated))

_formats = FormatChecker(formats=())


@_formats.checks("uri", raises=ValueError)
def _is_uri(value: Any) -> bool:
    return not isinstance(value, str) or (bool(urlsplit(value).scheme) and value.isascii() and " " not in value)


@_formats.checks("date-time", raises=ValueError)
def _is_time(value: Any) -> bool:
    return not isinstance(value, str) or dt.datetime.fromisoformat(value).tzinfo is not None


def faults(item: Any) -> list[str]:
    """Where the item breaks a rule; empty where it keeps them all."""
    found = Draft202012Validator(RULES, format_checker=_formats).iter_errors(item)
    return [f"{'/'.join(map(str, each.absolute_path))}: {each.message[:80]}" for each in found]
