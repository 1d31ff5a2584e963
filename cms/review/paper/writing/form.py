"""The form of a paper for submission: who submits what version, the article, the room for the leader's word, the posts."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import pgettext
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Mm, Pt

from cms.publication.posts import channel_label, going_out
from cms.publication.story import Story
from cms.text.dates import full_moment, short_day

from ...comparison.labels import line_label, list_label
from ...comparison.outline import Item
from ...comparison.outline.posts import post_item
from ..binding import OPINION, bookmark_of, property_value
from ..slots import slots_of
from .body import BodyWriter
from .sheet import Sheet


@dataclass(frozen=True)
class Particulars:
    """What the paper says of the version beside the story. ``headlines`` are those of related pages by their number."""

    newsroom: str
    version: str
    digest: str
    made_at: dt.datetime
    made_by: str
    section: str
    headlines: dict[int, str]


def paper_docx(story: Story, told: Particulars) -> bytes:
    """The .docx. All words of the form are in the language that is active."""
    sheet = Sheet()
    sheet.bind(property_value(story.page_id, told.digest))
    properties = sheet.document.core_properties
    properties.title, properties.author, properties.comments = story.headline[:255], told.newsroom, ""
    properties.language = story.language
    _margins(sheet, told)
    _head(sheet, story, told)
    slots = slots_of(story)
    sheet.paragraph(slots["headline"].rich, bookmark_of("headline"), style="Heading 1", centred=True)
    writer = BodyWriter(sheet, slots, told.headlines)
    writer.text("lede", bold=True, justified=True)
    writer.write(story)
    if story.byline:
        signed = sheet.paragraph(", ".join(story.byline), bold=True)
        signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _room_for_the_word(sheet, told)
    _annex(sheet, story)
    return sheet.as_bytes()


def _margins(sheet: Sheet, told: Particulars) -> None:
    """The page's number on top, but not on the first page, and the seal at the foot of each."""
    section = sheet.document.sections[0]
    number = section.header.paragraphs[0]
    number.alignment = WD_ALIGN_PARAGRAPH.CENTER
    sheet.field(number, "PAGE")
    for footer in (section.footer, section.first_page_footer):
        words = pgettext("paper", "Version %(version)s · seal %(seal)s") % {
            "version": told.version,
            "seal": told.digest[:12],
        }
        line = footer.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.add_run(words).font.size = Pt(10)


def _head(sheet: Sheet, story: Story, told: Particulars) -> None:
    sheet.paragraph(told.newsroom.upper(), bold=True, centred=True, size=13)
    sheet.paragraph(pgettext("paper", "PAPER FOR SUBMISSION"), bold=True, centred=True, size=16)
    rows = [
        (pgettext("paper", "Version"), told.version),
        (pgettext("paper", "Printed"), f"{full_moment(told.made_at)}, {told.made_by}".strip(", ")),
        (pgettext("paper", "Section"), told.section),
        (pgettext("paper", "Place and day"), _place_and_day(story)),
        (pgettext("paper", "Goes live"), full_moment(story.go_live_at) if story.go_live_at else ""),
        (pgettext("paper", "Seal"), told.digest[:12]),
        (pgettext("paper", "Seal in full"), told.digest),
    ]
    shown = [(name, text) for name, text in rows if text]
    table = sheet.table(len(shown), 2)
    for row, (name, text) in zip(table.rows, shown, strict=True):
        row.cells[0].width, row.cells[1].width = Mm(38), Mm(127)
        sheet.paragraph(name, into=row.cells[0].paragraphs[0], size=11)
        sheet.paragraph(text, into=row.cells[1].paragraphs[0], size=9 if text == told.digest else 11)
    sheet.paragraph("", size=6)


def _place_and_day(story: Story) -> str:
    return ", ".join(filter(None, (story.dateline_place, short_day(story.day) if story.day else "")))


def _room_for_the_word(sheet: Sheet, told: Particulars) -> None:
    """The room for an opinion and a signature; it names the version, since a sheet may come back alone."""
    sheet.paragraph("", size=6)
    sheet.paragraph(pgettext("paper", "THE LEADER'S WORD"), bold=True, centred=True)
    words = pgettext("paper", "On version %(version)s, seal %(seal)s.")
    sheet.paragraph(words % {"version": told.version, "seal": told.digest[:12]}, centred=True, size=12)
    table = sheet.table(1, 2)
    left, right = table.rows[0].cells
    left.width, right.width = Mm(95), Mm(70)
    sheet.paragraph(pgettext("paper", "Opinion:"), into=left.paragraphs[0], bold=True)
    sheet.paragraph("", OPINION, into=left.add_paragraph())
    for line in range(4):
        sheet.paragraph("", f"{OPINION}{line}", into=left.add_paragraph())
    for number, words in enumerate(
        (
            pgettext("paper", "☐ Agreed   ☐ To be changed   ☐ Not agreed"),
            pgettext("paper", "Day …… month …… year ………"),
            pgettext("paper", "(Signature, full name)"),
        )
    ):
        into = right.paragraphs[0] if not number else right.add_paragraph()
        sheet.paragraph(words, into=into, centred=True, italic=number > 0, size=12)
    for _line in range(3):
        sheet.paragraph("", into=right.add_paragraph())


def _annex(sheet: Sheet, story: Story) -> None:
    """The posts for the channels, on a page of their own: composed from the article, so changed with it and not here."""
    if not going_out(story):
        return
    sheet.document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    sheet.paragraph(pgettext("paper", "ANNEX: POSTS FOR THE CHANNELS"), bold=True, centred=True)
    words = pgettext("paper", "Composed from the article: a change belongs into the article itself.")
    sheet.paragraph(words, italic=True, centred=True, size=12)
    for post in going_out(story):
        sheet.paragraph(channel_label(post.channel), bold=True)
        _post(sheet, post_item(post))


def _post(sheet: Sheet, item: Item) -> None:
    """What the post says; the plain version of a text that is there with its formatting says nothing more."""
    for line in item.lines:
        if line.name != "channel" and line.rich.text:
            label = line_label(line.name)
            sheet.paragraph(f"{label}: {line.rich.text}" if label else line.rich, size=11)
    names = {listing.name for listing in item.lists}
    for listing in item.lists:
        if listing.name == ".text" and ".html" in names:
            continue
        if listing.name != ".html" and (label := list_label(listing.name)):
            sheet.paragraph(f"{label}:", size=11)
        for inner in listing.items:
            if inner.kind == "paragraph":
                sheet.paragraph(inner.lines[0].rich, size=11)
            else:
                _post(sheet, inner)
