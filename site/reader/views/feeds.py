"""The feeds' addresses: ``rss.xml``, ``atom.xml`` and ``feed.json`` beside the page that they belong to."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import reverse

from cms.publication.story import PersonDetails, SessionDetails, Story

from .. import frame as frames
from .. import queries
from ..feeds.items import Feed, items_of, tag
from ..feeds.jsonfeed import JSON_TYPE, json_feed
from ..feeds.xml import ATOM_TYPE, RSS_TYPE, atom, rss
from ..links import absolute
from .door import current, public

Writer = Callable[[Feed], bytes]

WRITERS: dict[str, tuple[Writer, str]] = {
    "rss.xml": (rss, RSS_TYPE),
    "atom.xml": (atom, ATOM_TYPE),
    "feed.json": (json_feed, JSON_TYPE),
}


@public
def of_page(request: HttpRequest, path: str, name: str) -> HttpResponseBase:
    """The feed of the site, of a section, of what covers a session, or of what names a person."""
    shelf = queries.shelf_at(f"/{path}") if len(path) < 1000 else None
    if shelf is None:
        old = queries.moved_from(f"/{path}")
        if old is None or not old.is_public():
            raise Http404
        return HttpResponsePermanentRedirect(old.path + name)
    if shelf.current is None or not shelf.is_public():
        raise Http404
    story = shelf.current.story
    key = _list_of(story)
    if not key:
        raise Http404
    edition = queries.edition()

    def build() -> HttpResponse:
        frame = frames.load(edition)
        title = frame.site_name if story.kind == "front" else f"{story.headline} | {frame.site_name}"
        return _answer(key, title, story.lede or frame.tagline, shelf.path, name, edition)

    return current(request, edition, build, seal=shelf.current.seal, key=f"feed:{shelf.path}{name}")


@public
def of_topic(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """The feed of a topic."""
    edition = queries.edition()

    def build() -> HttpResponse:
        newest = queries.newest(f"topic:{slug}", 1)
        if not newest:
            raise Http404
        topic = next(topic["name"] for topic in newest[0].topics if topic["slug"] == slug)
        title = f"{topic} | {frames.load(edition).site_name}"
        return _answer(f"topic:{slug}", title, "", reverse("topic", args=[slug]), name, edition)

    return current(request, edition, build, key=f"feed:topic:{slug}{name}")


def _list_of(story: Story) -> str:
    """The list whose articles the feed of a page holds; empty for a page without a feed."""
    match story.details:
        case SessionDetails() as session:
            return f"session:{session.session_id}"
        case PersonDetails() as person:
            return f"person:{person.person_id}"
    return {"front": "front", "section": f"section:{story.page_id}"}.get(story.kind, "")


def _answer(key: str, title: str, description: str, path: str, name: str, edition: queries.Edition) -> HttpResponse:
    items = items_of(key)
    write, content_type = WRITERS[name]
    updated_at = max((item.updated_at for item in items), default=edition.at)
    feed = Feed(
        id=tag(f"dong-tin:{key}"),
        title=title,
        description=description,
        url=absolute(path),
        self_url=absolute(path + name),
        updated_at=updated_at,
        items=items,
    )
    return HttpResponse(write(feed), content_type=content_type)
