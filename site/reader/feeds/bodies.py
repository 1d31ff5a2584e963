"""The text of a feed's articles as HTML, kept in memory: what is sealed never changes, and feeds are asked for all day."""

import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings

from cms.publication.render_body import body_html, figure_html, page_ids
from cms.publication.story import Story

from ..links import Links

KEPT = 256
"""Bodies kept in a process: those of eight feeds that have no article in common; some 20 KiB each."""


class Kept:
    """Texts by key, the oldest given up for the newest."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._texts: dict[Any, str] = {}
        self._lock = threading.Lock()

    def get(self, key: Any, make: Callable[[], str]) -> str:
        text = self._texts.get(key)
        if text is None:
            text = make()
            with self._lock:
                self._texts[key] = text
                while len(self._texts) > self._most:
                    del self._texts[next(iter(self._texts))]
        return text


_bodies = Kept(KEPT)


def body_of(seal: str, story: Story, links: Links) -> str:
    """The article's lead photo and text; ``story`` is the sealed one less the photos that may not be shown any more."""
    return _bodies.get(_key(seal, story, links), lambda: _made(story, links))


def _key(seal: str, story: Story, links: Links) -> tuple[Any, ...]:
    """All that the text depends on: what was sealed, which of its photos are shown, and where its links lead now."""
    photos = tuple(photo.image_id for photo in story.photos())
    pages = tuple((pk, links.page(pk)) for pk in sorted(page_ids(story)))
    people = tuple((pk, links.person(pk)) for pk in sorted(story.person_ids()))
    return seal, photos, pages, people, settings.PUBLIC_BASE_URL


def _made(story: Story, links: Links) -> str:
    addresses = links.full_addresses()
    lead = figure_html(story.lead_photo, addresses, caption=story.lead_photo.caption) if story.lead_photo else ""
    return f"{lead}\n{body_html(story, addresses)}".strip()
