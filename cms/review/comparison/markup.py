"""Segments as HTML: every text is escaped, and every change is marked for the eye, for the ear and without colour."""

from collections.abc import Mapping
from typing import Literal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext

from .changes import Segment
from .labels import mark_label
from .outline import Style

Side = Literal["both", "old", "new"]
"""What is shown: both versions in one text, or one of them."""

_TAGS = {"bold": "strong", "italic": "em", "underline": "u", "strike": "s", "sub": "sub", "sup": "sup"}


def segments_html(segments: tuple[Segment, ...], side: Side, titles: Mapping[int, str]) -> SafeString:
    """The text of one side or of both, with what changed in it; ``titles`` are those of the pages that links lead to."""
    parts = [_segment(segment, side, titles) for segment in segments]
    return format_html_join("", "{}", ((part,) for part in parts if part))


def _segment(segment: Segment, side: Side, titles: Mapping[int, str]) -> SafeString:
    if segment.op == "same":
        return _styled(segment.text, segment.new)
    if segment.op == "removed":
        return SafeString("") if side == "new" else _removed(segment)
    if segment.op == "added":
        return SafeString("") if side == "old" else _added(segment, titles)
    if side == "old":
        return _otherwise(segment.text, segment.old, "")
    return _otherwise(segment.text, segment.new, _setting(segment, titles))


def _removed(segment: Segment) -> SafeString:
    before, text, after = _seen(segment.text)
    return format_html(
        '{}<del><span class="w-sr-only">{} </span>{}</del>{}',
        before,
        pgettext("comparison", "removed:"),
        _styled(text, segment.old),
        after,
    )


def _added(segment: Segment, titles: Mapping[int, str]) -> SafeString:
    link = segment.new.link if segment.new else ""
    before, text, after = _seen(segment.text)
    return format_html(
        '{}<ins><span class="w-sr-only">{} </span>{}</ins>{}{}',
        before,
        pgettext("comparison", "added:"),
        _styled(text, segment.new),
        _note(pgettext("comparison", "leads to %(target)s") % {"target": target(link, titles)}) if link else "",
        after,
    )


def _otherwise(text: str, style: Style | None, note: str) -> SafeString:
    if not note:
        return format_html('<span class="comparison-restyled">{}</span>', _styled(text, style))
    # The blank after the words parts the note from what follows.
    words = text.rstrip(" ") or text
    return format_html(
        '<span class="comparison-restyled">{}</span>{}{}', _styled(words, style), _note(note), text[len(words) :]
    )


def _note(text: str) -> SafeString:
    return format_html(' <small class="comparison-note">({})</small>', text)


def _seen(text: str) -> tuple[str, str, str]:
    """The text with the blanks before and after it; blanks that came or went alone get a sign, or nobody would see them."""
    words = text.strip(" ")
    if not words.strip():
        return "", text.replace("\n", "↵\n").replace(" ", "␣").replace("\u00a0", "⍽"), ""
    start = text.index(words)
    return text[:start], words, text[start + len(words) :]


def _styled(text: str, style: Style | None) -> SafeString:
    html: SafeString | str = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in text.split("\n")))
    if style:
        for mark, tag in _TAGS.items():
            if mark in style.marks:
                html = format_html("<{0}>{1}</{0}>", mark_safe(tag), html)  # noqa: S308 - from the table above
        if style.link:
            html = format_html('<span class="comparison-link">{}</span>', html)
    return SafeString(html)


def _setting(segment: Segment, titles: Mapping[int, str]) -> str:
    """What changed in the setting, in words."""
    old, new = segment.old or Style(), segment.new or Style()
    told = [mark_label(mark, now=mark in new.marks) for mark in _TAGS if (mark in old.marks) != (mark in new.marks)]
    if old.link != new.link:
        ends = {"old": target(old.link, titles), "new": target(new.link, titles)}
        if not old.link:
            told.append(pgettext("comparison", "now leads to %(new)s") % ends)
        elif not new.link:
            told.append(pgettext("comparison", "no longer leads to %(old)s") % ends)
        else:
            told.append(pgettext("comparison", "leads to %(new)s instead of %(old)s") % ends)
    return ", ".join(told)


def target(link: str, titles: Mapping[int, str]) -> str:
    """Where a link leads: an address, or a page by its title."""
    kind, _colon, number = link.partition(":")
    if kind == "page" and number.isascii() and number.isdecimal():
        return page_title(number, titles)
    return link


def page_title(number: str, titles: Mapping[int, str]) -> str:
    """The page as its own title has it now; its number where it is gone."""
    title = titles.get(int(number)) if len(number) < 19 else None
    return pgettext("comparison", "“%(title)s”") % {"title": title} if title else f"#{number}"
