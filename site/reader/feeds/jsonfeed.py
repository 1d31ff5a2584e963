"""JSON Feed 1.1."""

import json
from typing import Any

from cms.text.dates import ZONE

from .items import Feed, Item

JSON_TYPE = "application/feed+json; charset=utf-8"


def json_feed(feed: Feed) -> bytes:
    """The feed as JSON Feed 1.1."""
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": feed.url,
        "feed_url": feed.self_url,
        "language": feed.language,
        "items": [_item(item) for item in feed.items],
    }
    return json.dumps({key: value for key, value in data.items() if value != ""}, ensure_ascii=False).encode()


def _item(item: Item) -> dict[str, Any]:
    story = item.story
    data = {
        "id": item.id,
        "url": item.url,
        "title": story.headline,
        "summary": story.lede,
        "content_html": item.html,
        "image": item.image,
        "date_published": item.published_at.astimezone(ZONE).isoformat(timespec="seconds"),
        "date_modified": item.updated_at.astimezone(ZONE).isoformat(timespec="seconds"),
        "authors": [{"name": name} for name in story.byline],
        "tags": [topic.name for topic in story.topics],
        "language": story.language,
    }
    kept = {key: value for key, value in data.items() if value not in ("", [])}
    return kept if "content_html" in kept else {**kept, "content_html": ""}
