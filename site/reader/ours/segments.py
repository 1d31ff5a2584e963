"""What a page says, in the order in which it is read: headline, lede, and each paragraph, caption, quote and row by itself."""

from collections.abc import Iterator

from cms.publication.render_body import text_of_html
from cms.publication.story import Block, BodyDetails, DocumentDetails, Photo, SessionDetails, Story
from cms.text.dates import short_day

KINDS = ("article", "session", "person", "document", "page", "body")
"""Kinds of page whose words are looked up; a section's are its lists'."""

LONGEST = 200_000
"""Characters of one page that are compared."""


def segments_of(story: Story) -> list[str]:
    """The parts of a story's text, the headline first; what is left out between two of them is no change of either."""
    kept: list[str] = []
    length = 0
    for part in _parts(story):
        if part := part.strip():
            kept.append(part)
            length += len(part)
        if length > LONGEST:
            break
    return kept


def _parts(story: Story) -> Iterator[str]:
    yield story.headline
    yield story.lede
    if story.dateline_place:
        yield " – ".join(filter(None, (story.dateline_place, short_day(story.day) if story.day else "")))
    if story.lead_photo:
        yield from _photo(story.lead_photo)
    match story.details:
        case SessionDetails() as session:
            yield from _session(session)
        case DocumentDetails() as document:
            yield from (document.number, document.issuer)
        case BodyDetails() as body:
            yield from (part for row in body.members for part in (f"{row.name}, {row.office}", row.life))
    for block in story.blocks:
        yield from _block(block)
    yield ", ".join(story.byline)


def _session(session: SessionDetails) -> Iterator[str]:
    yield from (f"{item.title} {item.speaker}" for item in session.agenda)
    yield from (f"{row.name}, {row.office}" for row in (*session.chair, *session.delegates))


def _block(block: Block) -> Iterator[str]:
    match block.type:
        case "text":
            yield from text_of_html(block.html, addresses=False).split("\n")
        case "fact_box":
            yield block.title
            yield from text_of_html(block.html, addresses=False).split("\n")
        case "quote":
            yield from (block.text, ", ".join(filter(None, (block.name, block.office))))
        case "photo" if block.photo:
            yield block.title
            yield from _photo(block.photo, block.caption)
        case "gallery":
            yield block.title
            for photo in block.photos:
                yield from _photo(photo)
        case "agenda":
            yield from (f"{item.time} {item.title} {item.speaker}" for item in block.items)
        case "table":
            yield block.caption
            yield from (" ".join(row) for row in block.rows)


def _photo(photo: Photo, caption: str = "") -> Iterator[str]:
    yield caption or photo.caption
    if photo.credit:
        yield f"Ảnh: {photo.credit}"
