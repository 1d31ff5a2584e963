"""What a page is made of, beside its templates."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from cms.publication.changes import label_of
from cms.publication.links import short_url
from cms.publication.story import Change, Story

from .documents import Chosen
from .frame import Section


@dataclass(frozen=True)
class Crumb:
    title: str
    url: str


@dataclass(frozen=True)
class Meta:
    """The head of a page. ``canonical`` and ``image`` are full addresses."""

    title: str
    canonical: str
    description: str = ""
    kind: str = "website"
    image: str = ""
    image_alt: str = ""
    published_at: dt.datetime | None = None
    updated_at: dt.datetime | None = None
    section: str = ""
    feed: str = ""
    feed_title: str = ""
    json_ld: list[dict[str, Any]] = field(default_factory=list)
    indexed: bool = True


@dataclass(frozen=True)
class StoryPage:
    """A story and where it stands."""

    story: Story
    path: str
    canonical: str
    published_at: dt.datetime
    updated_at: dt.datetime
    section: Section | None = None
    crumbs: tuple[Crumb, ...] = ()
    sample: bool = False
    changes: tuple[tuple[Change, dt.datetime], ...] = ()
    # By what its cards are found; empty where they are not made yet.
    card_mark: str = ""
    chosen: Chosen = field(default_factory=Chosen)

    @property
    def short_url(self) -> str:
        """The full address that never moves."""
        return short_url(self.story.page_id)

    @property
    def updated(self) -> dt.datetime | None:
        """When the page last said something else, at least a minute after it came out; None where it never did."""
        at = self.updated_at
        if self.changes:
            at = max((at for change, at in self.changes if change.kind != "slip"), default=self.published_at)
        return at if at - self.published_at >= dt.timedelta(minutes=1) else None

    def told(self) -> list[tuple[str, Change, dt.datetime]]:
        """The changes with words of their own, by what they are called, newest first."""
        worded = [pair for pair in reversed(self.changes) if pair[0].kind != "update" or pair[0].note]
        return [(label_of(change), change, at) for change, at in worded]
