"""What stands around every page: the masthead, the menu and the imprint, each from its own publication."""

import datetime as dt
from dataclasses import dataclass, field

from django.conf import settings

from cms.publication.story import FrontDetails, ImprintDetails, SectionDetails
from cms.text.dates import today

from .models import Edition
from .queries import edition, listed


@dataclass(frozen=True)
class Section:
    page_id: int
    title: str
    url: str
    lists: str
    menu_order: int


@dataclass(frozen=True)
class Frame:
    """The frame as it is now. Without a front page the site has the name of the settings and no menu."""

    edition: Edition
    today: dt.date
    site_name: str
    tagline: str = ""
    sections: dict[int, Section] = field(default_factory=dict)
    imprint: ImprintDetails | None = None
    imprint_url: str = ""
    imprint_title: str = ""
    pages: tuple[tuple[str, str], ...] = ()
    """Headline and address of the pages about the site, for the footer."""

    @property
    def menu(self) -> list[Section]:
        """The sections of the menu in their order."""
        shown = (section for section in self.sections.values() if section.menu_order)
        return sorted(shown, key=lambda section: (section.menu_order, section.page_id))

    def section_listing(self, what: str) -> Section | None:
        """The first section of the menu that lists sessions or people."""
        return next((section for section in self.menu if section.lists == what), None)


def load(current: Edition | None = None) -> Frame:
    """The frame from what is public now: two queries."""
    name, tagline, imprint, imprint_url, imprint_title = settings.WAGTAIL_SITE_NAME, "", None, "", ""
    sections: dict[int, Section] = {}
    pages: list[tuple[str, str]] = []
    for row in listed("frame").select_related("teaser__shelf__current").order_by("at", "teaser_id"):
        shelf = row.teaser.shelf
        if shelf.current is None:
            continue
        if shelf.kind == "page":
            # The teaser says enough: its story is the longest of the frame, and would be parsed for every page.
            pages.append((row.teaser.headline, shelf.path))
            continue
        story = shelf.current.story
        match story.details:
            case SectionDetails() as details:
                title = story.short_headline or story.headline
                sections[shelf.pk] = Section(shelf.pk, title, shelf.path, details.lists, details.menu_order)
            case ImprintDetails() as details:
                imprint, imprint_url, imprint_title = details, shelf.path, story.headline
            case FrontDetails() as details:
                name, tagline = story.headline, details.tagline
    return Frame(
        current or edition(), today(), name, tagline, sections, imprint, imprint_url, imprint_title, tuple(pages)
    )


def bare() -> Frame:
    """A frame that asks no database, for when there is none."""
    return Frame(Edition(pk=1, number=0), today(), settings.WAGTAIL_SITE_NAME)
