"""What a feed holds, whatever its format."""

import datetime as dt
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from django.conf import settings

from cms.publication.story import Photo, Story
from media.story import shown

from ..links import Links, absolute
from ..queries import listed
from .bodies import body_of

FED = frozenset({"article", "document"})
LENGTH = 30
"""Items of a feed."""


@dataclass(frozen=True)
class Item:
    story: Story
    # Never changes and is never used again: the page's id under the site's name.
    id: str
    url: str
    html: str
    image: str
    photo: Photo | None
    published_at: dt.datetime
    updated_at: dt.datetime


@dataclass(frozen=True)
class Feed:
    """A feed; ``url`` is the page it belongs to, ``self_url`` its own address."""

    id: str
    title: str
    description: str
    url: str
    self_url: str
    updated_at: dt.datetime
    items: list[Item]
    language: str = "vi"


def tag(name: str) -> str:
    """A tag URI (RFC 4151): it stays what it is when addresses change."""
    host = urlsplit(settings.PUBLIC_BASE_URL).hostname or "localhost"
    return f"tag:{host},2026:{name}"


def items_of(key: str) -> list[Item]:
    """The newest articles of a list with their whole text, documents with their summary and files: three queries."""
    rows = listed(key).filter(teaser__kind__in=FED).select_related("teaser__shelf__current")[:LENGTH]
    found = [(row.teaser, row.teaser.shelf.current) for row in rows]
    public = [(teaser, publication) for teaser, publication in found if publication]
    stories = shown(publication.story for _teaser, publication in public)
    links = Links.of(stories)
    addresses = links.full_addresses()
    items = []
    for (teaser, publication), story in zip(public, stories, strict=True):
        photo = next(story.photos(), None)
        items.append(
            Item(
                story=story,
                id=tag(f"trang:{story.page_id}"),
                url=absolute(teaser.shelf.path),
                html=_html(publication.seal, story, links),
                image=addresses.photo(photo, 1200, "jpg") if photo else "",
                photo=photo,
                published_at=teaser.published_at,
                updated_at=teaser.updated_at,
            )
        )
    return items


def _html(seal: str, story: Story, links: Links) -> str:
    """What a feed shows of the story. Thirty congress reports would make a feed of megabytes, so a document is told in short."""
    if story.kind == "article":
        return body_of(seal, story, links)
    addresses = links.full_addresses()
    files = [f'<a href="{escape(addresses.document(file))}">{escape(file.title)}</a>' for file in story.documents()]
    return "".join(f"<p>{part}</p>" for part in (escape(story.lede), *files) if part)
