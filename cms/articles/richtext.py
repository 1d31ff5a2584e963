"""Rich text as articles know it: few features, one spelling.

The same words can be written in HTML in many ways, and Wagtail's converter is not idempotent: one text would have
several digests, and a save without a change would look like a contribution. So a story holds the converter's fixed point.
"""

import re
from functools import lru_cache
from html import escape
from itertools import groupby
from typing import Any

import nh3

from cms.text.normal import clean

from .flow import INLINE, SCHEMES, FlowItem, Image, Piece, Table, flow

FEATURES = ["bold", "italic", "link", "ol", "ul", "h3", "h4"]
"""What a text may hold: an article needs no more, and what pasting brings beyond it is dropped."""

_TAGS = {*INLINE, "p", "ul", "ol", "li", "h3", "h4"}
# What the editor never writes: it came from elsewhere, and is first taken apart and put together anew.
_FOREIGN = re.compile(r"<(?!/?(?:p|b|i|a|ul|ol|li|h3|h4)[\s/>])[^>]|\sclass=|\sstyle=|<[^<>]+\son\w+=", re.IGNORECASE)
_OUTSIDE = re.compile(r"^\s*[^<\s]")
_ANCHOR = re.compile(r'<a((?:\s+[\w-]+="[^"]*")*)\s*>')
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_KEY = re.compile(r' data-block-key="[^"]*"')
_EMPTY = re.compile(r"<(p|li|h3|h4)>[\s\u00a0]*</\1>")
_EMPTY_LIST = re.compile(r"<(ul|ol)>\s*</\1>")
# Each trip settles something; texts of 1,500 fuzzed pastes settled within four.
_MOST_TRIPS = 12


def at_the_door(html: str) -> str:
    """Rich text as it is stored: NFC, and put together anew from clean parts where it came from elsewhere."""
    html = clean(html)
    return _from_pieces(flow(html)) if is_foreign(html) else html


def is_foreign(html: str) -> bool:
    """Whether the HTML holds what the editor never writes."""
    return bool(_FOREIGN.search(html) or _OUTSIDE.search(html))


@lru_cache(maxsize=4096)
def settled(html: str) -> str:
    """The one spelling of a rich text, as it stands in a story; empty for a text without words."""
    html = at_the_door(html)
    for _trip in range(_MOST_TRIPS):
        try:
            again = _one_trip(html)
        except AssertionError:
            # The converter's answer to tags in the wrong place, such as a point outside of a list.
            again = _from_pieces(flow(html))
        if again == html:
            break
        html = again
    return html


def _one_trip(html: str) -> str:
    safe = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href", "linktype", "id"}},
        url_schemes=SCHEMES,
        link_rel=None,
    )
    safe = _ANCHOR.sub(_anchor, safe)
    converter = _converter()
    html = converter.to_database_format(converter.from_database_format(safe))
    return _without_empty(_KEY.sub("", html))


def _converter() -> Any:
    """The editor's own converter. Its module can only be imported once all models are there."""
    from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

    return ContentstateConverter(FEATURES)


def _anchor(match: re.Match[str]) -> str:
    """A link to a page by its number, or to an address; the converter drops what is neither."""
    attributes = dict(_ATTRIBUTE.findall(match[1]))
    if attributes.get("linktype") == "page" and attributes.get("id", "").isdecimal():
        return f'<a linktype="page" id="{int(attributes["id"])}">'
    if attributes.get("href") and "linktype" not in attributes:
        return f'<a href="{attributes["href"]}">'
    return "<a>"


def _without_empty(html: str) -> str:
    return _EMPTY_LIST.sub("", _EMPTY.sub("", html))


_HEADINGS = {"h1": "h3", "h2": "h3", "h3": "h4", "p": "p", "caption": "p"}


def _from_pieces(items: list[FlowItem]) -> str:
    """The pieces as the editor would write them; tables lose their cells' borders, pictures are left out."""
    parts: list[str] = []
    for kind, group in groupby(items, key=lambda item: item.kind if isinstance(item, Piece) else ""):
        if kind in ("ul", "ol"):
            points = "".join(f"<li>{piece.html}</li>" for piece in group if isinstance(piece, Piece))
            parts.append(f"<{kind}>{points}</{kind}>")
            continue
        parts.extend(_block(item) for item in group)
    return "".join(parts)


def _block(item: FlowItem) -> str:
    if isinstance(item, Image):
        return ""
    if isinstance(item, Table):
        return "".join(f"<p>{_row(row)}</p>" for row in item.rows)
    tag = _HEADINGS.get(item.kind, "p")
    return f"<{tag}>{item.html}</{tag}>"


def _row(row: tuple[str, ...]) -> str:
    return escape(" – ".join(cell for cell in row if cell), quote=False)
