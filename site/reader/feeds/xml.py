"""RSS 2.0 and Atom 1.0."""

import datetime as dt
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, tostring

from .items import Feed, Item

ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
CREATOR = "http://purl.org/dc/elements/1.1/"

# Prefixes are written out: ElementTree's own table of them is shared by all threads.

RSS_TYPE = "application/rss+xml; charset=utf-8"
ATOM_TYPE = "application/atom+xml; charset=utf-8"


def rss(feed: Feed) -> bytes:
    """The feed as RSS 2.0 with the whole text in ``content:encoded``."""
    root = Element("rss", {"version": "2.0", "xmlns:atom": ATOM, "xmlns:content": CONTENT, "xmlns:dc": CREATOR})
    channel = SubElement(root, "channel")
    _texts(
        channel,
        title=feed.title,
        link=feed.url,
        description=feed.description or feed.title,
        language=feed.language,
        lastBuildDate=format_datetime(feed.updated_at.astimezone(dt.UTC), usegmt=True),
    )
    SubElement(channel, "atom:link", rel="self", type="application/rss+xml", href=feed.self_url)
    for item in feed.items:
        entry = SubElement(channel, "item")
        _texts(entry, title=item.story.headline, link=item.url, description=item.story.lede or item.story.headline)
        SubElement(entry, "guid", isPermaLink="false").text = item.id
        _texts(entry, pubDate=format_datetime(item.published_at.astimezone(dt.UTC), usegmt=True))
        for name in item.story.byline:
            SubElement(entry, "dc:creator").text = name
        for topic in item.story.topics:
            SubElement(entry, "category").text = topic.name
        SubElement(entry, "content:encoded").text = item.html
    return _bytes(root)


def atom(feed: Feed) -> bytes:
    """The feed as Atom 1.0."""
    root = Element("feed", {"xmlns": ATOM, "xml:lang": feed.language})
    _texts(root, id=feed.id, title=feed.title, updated=_stamp(feed.updated_at))
    if feed.description:
        _texts(root, subtitle=feed.description)
    author = SubElement(root, "author")
    _texts(author, name=feed.title)
    SubElement(root, "link", rel="self", type="application/atom+xml", href=feed.self_url)
    SubElement(root, "link", rel="alternate", type="text/html", href=feed.url)
    for item in feed.items:
        _atom_entry(root, item)
    return _bytes(root)


def _atom_entry(root: Element, item: Item) -> None:
    entry = SubElement(root, "entry")
    _texts(
        entry,
        id=item.id,
        title=item.story.headline,
        published=_stamp(item.published_at),
        updated=_stamp(item.updated_at),
        summary=item.story.lede,
    )
    SubElement(entry, "link", rel="alternate", type="text/html", href=item.url)
    for name in item.story.byline:
        _texts(SubElement(entry, "author"), name=name)
    for topic in item.story.topics:
        SubElement(entry, "category", term=topic.slug, label=topic.name)
    SubElement(entry, "content", type="html").text = item.html


def _stamp(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _texts(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = text


def _bytes(root: Element) -> bytes:
    return tostring(root, encoding="utf-8", xml_declaration=True)
