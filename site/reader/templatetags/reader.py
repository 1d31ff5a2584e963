"""What the public templates need beside Django's own tags."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cms.publication.render_body import COLUMN_SIZES, figure_html, picture_html
from cms.publication.story import Photo
from cms.text import dates
from cms.text.order import given_name_first

from ..links import Links, absolute

register = template.Library()

register.filter("absolute", absolute)
register.filter("long_day", dates.long_day)
register.filter("short_day", dates.short_day)
register.filter("full_moment", dates.full_moment)


@register.filter
def clock(moment: dt.datetime) -> str:
    """``"15:30"`` on the newsroom's clock."""
    return f"{dates.local(moment):%H:%M}"


@register.filter
def local_day(moment: dt.datetime) -> str:
    """``"18/03/2026"`` on the newsroom's clock."""
    return dates.short_day(dates.local(moment).date())


@register.filter
def iso(moment: dt.datetime) -> str:
    """The moment with its zone, for machines."""
    return dates.local(moment).isoformat(timespec="seconds")


@register.filter
def initial(name: str) -> str:
    """The first letter of the given name, which stands last: ``"L"`` of ``"Trần Thị Lụa"``."""
    return given_name_first(name)[:1].upper()


@register.simple_tag
def lang(language: str = settings.LANGUAGE_CODE) -> SafeString:
    """The attribute of an element whose words are not in the language of the page around it; empty where they are. Without a
    language that of the site, in which its names are."""
    return SafeString() if language == translation.get_language() else format_html(' lang="{}"', language)


@register.simple_tag
def picture(photo: Photo, sizes: str = COLUMN_SIZES, eager: bool = False) -> SafeString:
    """A photo of a page or a teaser."""
    return picture_html(photo, Links().addresses(), sizes=sizes, eager=eager)


@register.simple_tag
def figure(photo: Photo, sizes: str = COLUMN_SIZES, eager: bool = False) -> SafeString:
    """The same with caption and credit."""
    return figure_html(photo, Links().addresses(), caption=photo.caption, sizes=sizes, eager=eager)


@register.simple_tag
def document_url(document: Any) -> str:
    """Where a paper is downloaded."""
    return Links().addresses().document(document)


@register.filter
def file_format(document: Any) -> str:
    """``"PDF"``: what kind of file a paper is, by its name."""
    return Path(document.filename).suffix.removeprefix(".").upper() or _("file")


@register.simple_tag
def person_url(links: Links, person_id: int | None) -> str:
    """The page of a person, or nothing."""
    target = links.person(person_id) if person_id else None
    return target.url if target else ""


@register.simple_tag
def json_ld(data: dict[str, Any]) -> SafeString:
    """The data as a script element that no text in it can end."""
    text = json.dumps(data, ensure_ascii=False)
    for char, escape in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(char, escape)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308
