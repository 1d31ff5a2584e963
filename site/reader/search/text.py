"""The words by which a page is found, beside its headline and lede."""

from collections.abc import Iterator

from cms.publication.documents import DocumentKind
from cms.publication.render_body import text_of_html
from cms.publication.story import Block, BodyDetails, DocumentDetails, PersonDetails, SessionDetails, Story

LONGEST = 200_000
"""Characters of one page that are searched: a congress report has 30,000; ours to choose."""


def text_of_story(story: Story) -> str:
    """The text of body, captions, names, agenda and papers, a line a part, cut at ``LONGEST`` characters."""
    parts = [*_details(story), *(part for block in story.blocks for part in _block(block))]
    parts += [", ".join((mention.name, *mention.offices)) for mention in story.mentions]
    parts += [topic.name for topic in story.topics]
    if story.session:
        parts.append(story.session.name)
    parts += story.byline
    return "\n".join(filter(None, parts))[:LONGEST]


def _details(story: Story) -> Iterator[str]:
    match story.details:
        case SessionDetails() as session:
            yield from (session.kind, session.congress, session.phase, session.venue, session.address)
            yield from (f"{item.title} {item.speaker}" for item in session.agenda)
            yield from (f"{paper.title} {paper.number}" for paper in session.papers)
            yield from (f"{row.name}, {row.office}" for row in (*session.chair, *session.delegates))
        case PersonDetails() as person:
            yield person.name
            yield from (" – ".join(filter(None, (office.title, office.body))) for office in person.offices)
        case BodyDetails() as body:
            yield from (body.name, body.parent)
            yield from (f"{member.name}, {member.office}. {member.life}" for member in body.members)
        case DocumentDetails() as document:
            yield from (str(DocumentKind(document.kind).label), document.number, document.issuer)
            yield from (f"{file.title} {file.number}" for file in document.files)
            if document.signer:
                yield f"{document.signer.name}, {document.signer.office}"


def _block(block: Block) -> Iterator[str]:
    match block.type:
        case "text":
            yield text_of_html(block.html, addresses=False)
        case "fact_box":
            yield from (block.title, text_of_html(block.html, addresses=False))
        case "quote":
            yield from (block.text, ", ".join(filter(None, (block.name, block.office))))
        case "photo" if block.photo:
            yield from (block.title, block.caption or block.photo.caption, block.photo.credit)
        case "gallery":
            yield block.title
            yield from (f"{photo.caption} {photo.credit}" for photo in block.photos)
        case "agenda":
            yield from (f"{item.title} {item.speaker}" for item in block.items)
        case "document":
            yield f"{block.document.title} {block.document.number}"
        case "table":
            yield block.caption
            yield from (" ".join(row) for row in block.rows)
        case "embed":
            yield block.title
