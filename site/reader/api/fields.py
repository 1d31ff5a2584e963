"""The ``fields`` parameter, in the grammar of Wagtail's API v2."""

from collections.abc import Collection
from typing import Any

from wagtail.api.v2.utils import parse_fields_parameter

from .answers import Page, PageMeta
from .questions import refused

META = tuple(PageMeta.model_fields)
BODY = tuple(name for name in Page.model_fields if name not in ("id", "meta"))
ALWAYS = frozenset({"id", "type", "detail_url"})
ALL = frozenset({*META, *BODY, *ALWAYS})

BRIEF = frozenset(
    {
        *ALWAYS,
        *("html_url", "short_url", "slug", "locale", "first_published_at", "last_published_at"),
        *("title", "short_title", "lede", "day", "topics", "photo", "session_id", "person_id"),
    }
)
"""What a list tells by itself. It stands in the reader's own rows, so that no story has to be read for it."""


def chosen(asked: str, otherwise: frozenset[str]) -> frozenset[str]:
    """The fields that are asked for. Raises ``BadQuestion``."""
    if not asked:
        return otherwise
    try:
        parsed = parse_fields_parameter(asked)
    except ValueError as error:
        raise refused("fields", str(error)) from None
    names = set(otherwise)
    if parsed[0][0] in ("*", "_"):
        names = set(ALL) if parsed.pop(0)[0] == "*" else set()
    for name, without, nested in parsed:
        if name not in ALL:
            raise refused("fields", "names a field that there is not")
        if nested:
            raise refused("fields", "chooses whole fields, and nothing inside of them")
        (names.discard if without else names.add)(name)
    return frozenset(names) | ALWAYS


def narrowed(page: Page, names: Collection[str]) -> dict[str, Any]:
    """The page with these fields alone, as JSON."""
    meta = {name for name in META if name in names}
    told = {name: True for name in BODY if name in names}
    return page.model_dump(mode="json", include={"id": True, "meta": meta, **told})
