"""What a page is made of, beside its templates."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from cms.publication.story import Story

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

    @property
    def updated(self) -> bool:
        """Whether the page was changed, by at least a minute, after it came out."""
        return self.updated_at - self.published_at >= dt.timedelta(minutes=1)
