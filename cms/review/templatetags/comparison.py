"""What the templates of the comparison need: segments, labels, places of pictures."""

import re
from dataclasses import replace
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cms.publication.story import Photo
from cms.review.comparison import labels, markup
from cms.review.comparison.changes import GridChange, ItemChange, LineChange, ListChange, Row, Segment
from cms.review.comparison.shown import Stretch, stretches_of
from media.addresses import photo_url

register = template.Library()
PHOTO_WIDTH = 800

register.filter("section_label", labels.section_label)
register.filter("line_label", labels.line_label)
register.filter("list_label", labels.list_label)
register.filter("kind_label", labels.kind_label)
register.filter("is_code", labels.is_code)
register.filter("form_label", labels.form_label)


@register.simple_tag(takes_context=True)
def segments(context: dict[str, Any], found: tuple[Segment, ...], side: markup.Side) -> SafeString:
    """A text of one side or of both."""
    return markup.segments_html(found, side, context.get("titles", {}))


@register.simple_tag(takes_context=True)
def line_text(context: dict[str, Any], line: LineChange, side: markup.Side) -> SafeString:
    """A line of one side or of both, values in words."""
    titles = context.get("titles", {})
    if not line.whole:
        return markup.segments_html(line.segments, side, titles)
    told = tuple(Segment(part.op, _value(line.name, part.text, titles), part.old, part.new) for part in line.segments)
    return markup.segments_html(told, side, titles)


def _value(name: str, text: str, titles: dict[int, str]) -> str:
    names_page = name in ("page", "zone_section") and text.isdecimal()
    return markup.page_title(text, titles) if names_page else labels.value_label(name, text)


@register.filter
def lines_to_show(change: ItemChange) -> list[LineChange]:
    """The lines that say something; those that seldom matter, and those of a payload, only where they changed."""
    stayed = change.fate in ("kept", "moved")
    return [
        line
        for line in change.lines
        if line.segments
        and (line.name not in labels.QUIET_LINES or (stayed and line.changed))
        and (not line.name.startswith(".") or line.changed)
    ]


@register.filter
def holds_code(line: LineChange) -> bool:
    """Whether a payload's line holds what a machine reads: an address, a code, a number."""
    return labels.is_code(line.name) and all(re.fullmatch(r"[!-~]+", part.text) for part in line.segments)


@register.filter
def line(change: ItemChange, name: str) -> LineChange | None:
    return change.line(name)


@register.filter
def form(change: ItemChange, side: str) -> str:
    """How a paragraph is set: ``p``, ``h3``, ``ul`` …; that of the new version where both are shown."""
    item = change.old if side == "old" else change.new
    item = item or change.new or change.old
    found = next((line.rich.text for line in item.lines if line.name == "form"), "p") if item else "p"
    return found.rstrip("0123456789") if found[:2] in ("ul", "ol") else found


@register.filter
def has_side(change: ItemChange, side: str) -> bool:
    """Whether the item is there in that version."""
    return (change.old if side == "old" else change.new) is not None


@register.filter
def pictures(change: ItemChange, side: str) -> list[dict[str, Any]]:
    """The pictures to show: that of one side, or of both sides where file or crop differ."""
    old = change.old.picture if change.old else None
    new = change.new.picture if change.new else None
    if side == "old":
        found = [("", old)]
    elif (
        side == "new"
        or not old
        or not new
        or (old.sha256, old.image_id, old.focus)
        == (
            new.sha256,
            new.image_id,
            new.focus,
        )
    ):
        found = [("", new or old)]
    else:
        found = [("old", old), ("new", new)]
    return [_picture(side, photo) for side, photo in found if photo]


def _picture(side: str, photo: Photo) -> dict[str, Any]:
    """What the template needs of a picture; ``crop`` is what must stay visible of it, as the attributes of a rectangle."""
    shown = {"side": side, "url": photo_url(photo, PHOTO_WIDTH, "jpg"), "photo": photo, "crop": ""}
    if photo.focus:
        left, top, right, bottom = photo.focus
        shown["size"] = f"{photo.width} {photo.height}"
        shown["crop"] = format_html(
            'x="{}" y="{}" width="{}" height="{}"', *map(str, (left, top, max(0, right - left), max(0, bottom - top)))
        )
    return shown


@register.filter
def fate_label(change: ItemChange) -> str:
    """What became of an item, in a word or two."""
    return labels.fate_label(change.fate, altered=change.altered)


@register.filter
def folded(listing: ListChange, everything: bool) -> list[Stretch]:
    """The items of a list inside of an item; unchanged ones in a row are only counted."""
    return stretches_of(listing, everything=everything)


@register.filter
def rows_of(grid: GridChange, side: str) -> list[Row]:
    """The rows of a table with the cells of one side, or of both."""
    if side == "both":
        return list(grid.rows)
    at = 1 if side == "old" else 2
    columns = [number for number, column in enumerate(grid.columns) if column[at] is not None]
    return [
        replace(row, cells=tuple(row.cells[number] for number in columns))
        for row in grid.rows
        if (row.old if side == "old" else row.new) is not None
    ]
