"""From lines to a report, by the form in which newsrooms file their reports.

The first line is the headline, the next paragraph the lede. Two short lines without closing punctuation, one below the
other between paragraphs, are the title and the caption of a photo. A short last line is the byline.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from . import signature
from .days import day_in
from .errors import ImportFileError
from .items import Item, Line, Picture, Role, Source
from .report import Grid, Heading, ListOf, Paragraph, PhotoSlot, Report, ReportBlock
from .runs import Runs, is_short

LONGEST_HEADLINE = 255
# Some 80,000 words: a book and no report, and more than an editor's browser handles well.
MOST_CHARACTERS = 500_000


def report_of(source: Source) -> Report:
    """The report that the items make. Raises ``ImportFileError`` where there is no text, or no headline to be found."""
    items = list(source.items)
    check_length(items)
    headline = _take_headline(items)
    warnings = list(source.warnings)
    byline = signature.take(items)
    if not byline:
        warnings.append(_("No byline was found at the end."))
    lede = _take_lede(items)
    if not lede:
        warnings.append(_("No lede was found."))
    blocks = _blocks(items, warnings)
    if not blocks:
        warnings.append(_("No body text was found."))
    slots = sum(isinstance(block, PhotoSlot) and block.data is None for block in blocks)
    if slots:
        warnings.append(
            ngettext(
                "%(count)d place for a photo waits for its photo.",
                "%(count)d places for photos wait for their photos.",
                slots,
            )
            % {"count": slots}
        )
    day, partial = day_in(lede)
    return Report(
        headline=headline,
        lede=lede,
        blocks=tuple(blocks),
        byline=byline,
        day=day,
        partial_day=partial,
        warnings=tuple(warnings),
    )


def check_length(items: list[Item]) -> None:
    """Raises ``ImportFileError`` for more than an editor's browser handles well."""
    length = sum(len(item.text) for item in items if isinstance(item, Line))
    if length > MOST_CHARACTERS:
        raise ImportFileError(
            _("The report has %(length)d characters; %(limit)d are the most.")
            % {"length": length, "limit": MOST_CHARACTERS}
        )


def _take_headline(items: list[Item]) -> str:
    named = next((n for n, item in enumerate(items) if isinstance(item, Line) and item.role is Role.TITLE), None)
    index = named if named is not None else next((n for n, item in enumerate(items) if isinstance(item, Line)), None)
    if index is None:
        raise ImportFileError(_("The file holds no text."))
    line = items.pop(index)
    headline = " ".join(line.text.split()) if isinstance(line, Line) else ""
    if len(headline) > LONGEST_HEADLINE:
        raise ImportFileError(
            _("The first line has to be the headline, of %(limit)d characters at most; this one has %(length)d.")
            % {"limit": LONGEST_HEADLINE, "length": len(headline)}
        )
    return headline


def _take_lede(items: list[Item]) -> str:
    """The first line of the body, if it is a paragraph or the only thing before the body begins."""
    first = items[0] if items else None
    if isinstance(first, Line) and first.role is Role.PLAIN and Runs(items[:3]).starting_at(0) != 2:
        items.pop(0)
        return first.text
    return ""


def _blocks(items: list[Item], warnings: list[str]) -> list[ReportBlock]:
    runs = Runs(items)
    blocks: list[ReportBlock] = []
    index = 0
    while index < len(items):
        taken, block = _next_block(items, index, runs)
        blocks.append(block)
        index += taken
    if runs.longest() > 2:
        warnings.append(
            _("%(count)d short lines stand one below the other; they were kept as paragraphs.")
            % {"count": runs.longest()}
        )
    return blocks


def _next_block(items: list[Item], index: int, runs: Runs) -> tuple[int, ReportBlock]:
    """How many items the next block takes, and the block."""
    item = items[index]
    if isinstance(item, Picture):
        return _photo(items, index, item)
    if isinstance(item, Grid | ListOf):
        return 1, item
    if item.role in (Role.HEADING, Role.TITLE):
        return 1, Heading(item.text)
    if item.role is Role.CAPTION:
        return 1, PhotoSlot(caption=item.text)
    if runs.starting_at(index) == 2 and isinstance(below := items[index + 1], Line):
        return 2, PhotoSlot(title=item.text, caption=below.text)
    if runs.starting_at(index) == 1:
        return 1, _lone_line(items, index, item)
    return 1, Paragraph(item.html)


def _lone_line(items: list[Item], index: int, line: Line) -> ReportBlock:
    """A short line alone.

    Right below a paragraph and set off from the next one it is what is left of a photo, its caption. Else, with text below,
    it is a heading; a last one would head nothing.
    """
    below = items[index + 1] if index + 1 < len(items) else None
    if index and not line.after_gap and isinstance(below, Line) and below.after_gap:
        return PhotoSlot(caption=line.text)
    if isinstance(below, Line | Grid | ListOf):
        return Heading(line.text)
    return Paragraph(line.html)


def _photo(items: list[Item], index: int, picture: Picture) -> tuple[int, PhotoSlot]:
    """A picture with the lines below it that belong to it: at most a title and a caption."""
    lines: list[str] = []
    for item in items[index + 1 : index + 3]:
        if not isinstance(item, Line):
            break
        named = item.role is Role.CAPTION
        if not named and (item.after_gap or not is_short(item)):
            break
        lines.append(item.text)
        if named:
            break
    taken = 1 + len(lines)
    if picture.caption and picture.caption not in lines and len(lines) < 2:
        lines.insert(0, picture.caption)
    title = lines[0] if len(lines) == 2 else ""
    caption = lines[-1] if lines else ""
    return taken, PhotoSlot(title=title, caption=caption, data=picture.data, filename=picture.filename)
