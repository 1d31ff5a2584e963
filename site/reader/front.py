"""The front page: the zones that an editor arranged, and what stands in each now.

The arrangement is in the story; what a zone shows of an article is what the article's own publication says. What was taken back is
gone, what was left open fills itself, and no article stands twice.
"""

import datetime as dt
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import npgettext, pgettext

from cms.publication.essays import EssayPhoto, photos_of
from cms.publication.models import Publication
from cms.publication.story import (
    DocumentsZone,
    EssayZone,
    FrontDetails,
    FrontZone,
    LeadZone,
    RiverZone,
    SecondZone,
    SectionsZone,
    SessionsZone,
    named_pages,
)
from cms.text.dates import long_day
from media.story import shown_now

from . import queries
from .frame import Frame, Section
from .models import Teaser

MOST_SECTIONS = 4
ESSAY_PHOTOS = 4
"""Photos of an essay that the front page shows, the large one among them."""


@dataclass
class Shown:
    """A zone as it stands on the page; ``label`` names it for who listens where it has no heading."""

    zone: FrontZone
    heading: str = ""
    label: str = ""
    url: str = ""
    teasers: list[Teaser] = field(default_factory=list)
    columns: list[tuple[Section, list[Teaser]]] = field(default_factory=list)
    photos: list[EssayPhoto] = field(default_factory=list)
    count: int = 0
    countdown: str = ""

    @property
    def template(self) -> str:
        return f"reader/front/{self.zone.type}.html"

    @property
    def level(self) -> str:
        """The level of its articles' headlines: below its heading, where it has one."""
        return "h3" if self.heading else "h2"

    def says_something(self) -> bool:
        return bool(self.teasers or self.columns or (isinstance(self.zone, DocumentsZone) and self.zone.documents))


def zones_shown(details: FrontDetails, frame: Frame) -> list[Shown]:
    """The zones that have something to show, in their order; a fixed number of queries, however many zones and articles."""
    filling = _Filling(details.arranged(), frame)
    return [shown for shown in filling.all() if shown.says_something()]


def countdown(day: dt.date, today: dt.date) -> str:
    """``"Còn 3 ngày"``; empty for a day that is over. Pages are named by the day, so it is right without a script."""
    days = (day - today).days
    if days < 0:
        return ""
    if days == 0:
        return pgettext("countdown", "Today")
    if days == 1:
        return pgettext("countdown", "Tomorrow")
    return npgettext("countdown", "%(count)d day to go", "%(count)d days to go", days) % {"count": days}


class _Filling:
    """Who stands where: first what was chosen, then the photo essay, then what fills the open places from the top down.

    A zone has a row of page ids for each list of which it shows the newest; what was chosen for it begins the first.
    """

    def __init__(self, zones: tuple[FrontZone, ...], frame: Frame) -> None:
        self._zones = zones
        self._frame = frame
        self._lists = [self._lists_of(zone) for zone in zones]
        self._teasers = queries.teasers(list(dict.fromkeys(pk for zone in zones for pk in named_pages(zone))))
        self._rows = [[row, *([] for _key in keys[1:])] for row, keys in zip(self._chosen(), self._lists, strict=True)]
        self._taken = {pk for rows in self._rows for row in rows for pk in row}
        # Below all that may be taken already there is enough for whoever comes last.
        places = sum(_places(zone) * len(keys) for zone, keys in zip(zones, self._lists, strict=True))
        self._newest = queries.newest_ids({key for keys in self._lists for key in keys}, len(self._taken) + places)

    def all(self) -> list[Shown]:
        whole = list(zip(self._zones, self._lists, self._rows, strict=True))
        for zone, keys, rows in sorted(whole, key=lambda each: not isinstance(each[0], EssayZone)):
            for key, row in zip(keys, rows, strict=False):
                row.extend(self._take(key, _places(zone) - len(row)))
        self._teasers |= queries.teasers(self._taken - self._teasers.keys())
        return [self._show(zone, [self._told(row) for row in rows]) for zone, _keys, rows in whole]

    def _lists_of(self, zone: FrontZone) -> list[str]:
        """The lists of which the zone shows the newest."""
        match zone:
            case LeadZone() | SecondZone():
                return ["front"]
            case EssayZone():
                return ["genre:photo_essay"]
            case RiverZone(topic=None, section_id=None):
                return ["front"]
            case RiverZone() if zone.topic:
                return [f"topic:{zone.topic.slug}"]
            case RiverZone() | DocumentsZone():
                section = self._frame.sections.get(zone.section_id or 0)
                if section is None:
                    return []
                return [f"{'documents' if section.lists == 'documents' else 'section'}:{section.page_id}"]
            case SectionsZone():
                return [f"section:{section.page_id}" for section in self._sections()]
        return []

    def _sections(self) -> list[Section]:
        return [section for section in self._frame.menu if section.lists == "articles"][:MOST_SECTIONS]

    def _chosen(self) -> list[list[int]]:
        """For each zone the public ones among the articles chosen for it, each where it is named first."""
        left = set(self._teasers)
        rows: list[list[int]] = []
        for zone in self._zones:
            rows.append([pk for pk in dict.fromkeys(named_pages(zone)) if pk in left])
            left.difference_update(rows[-1])
        for zone, row in zip(self._zones, rows, strict=True):
            if isinstance(zone, LeadZone) and zone.page_id and not row:
                self._move_up(row, rows)
        return [row[: _places(zone)] for zone, row in zip(self._zones, rows, strict=True)]

    def _move_up(self, lead: list[int], rows: list[list[int]]) -> None:
        for zone, row in zip(self._zones, rows, strict=True):
            if isinstance(zone, SecondZone) and row:
                lead.append(row.pop(0))
                return

    def _take(self, key: str, places: int) -> list[int]:
        taken = [pk for pk in self._newest[key] if pk not in self._taken][: max(places, 0)]
        self._taken.update(taken)
        return taken

    def _told(self, row: list[int]) -> list[Teaser]:
        return [self._teasers[pk] for pk in row if pk in self._teasers]

    def _show(self, zone: FrontZone, rows: list[list[Teaser]]) -> Shown:
        shown = Shown(zone, zone.heading, teasers=rows[0])
        match zone:
            case LeadZone():
                shown.label = _("Top story")
            case SecondZone():
                shown.label = _("Top stories")
            case RiverZone():
                self._name_river(shown, zone)
            case SectionsZone():
                shown.label, shown.teasers = _("Sections"), []
                shown.columns = [pair for pair in zip(self._sections(), rows, strict=False) if pair[1]]
            case SessionsZone():
                self._show_sessions(shown, zone)
            case EssayZone():
                _show_essay(shown)
            case DocumentsZone():
                self._name_after_section(shown, zone.section_id)
                shown.heading = zone.heading or pgettext("front page", "Documents")
        return shown

    def _name_river(self, shown: Shown, zone: RiverZone) -> None:
        if zone.topic:
            shown.heading = zone.heading or zone.topic.name
            shown.url = reverse("topic", args=[zone.topic.slug])
        elif zone.section_id is not None:
            self._name_after_section(shown, zone.section_id)
        else:
            shown.heading = zone.heading or _("Newest")

    def _name_after_section(self, shown: Shown, section_id: int | None) -> None:
        if section := self._frame.sections.get(section_id or 0):
            shown.heading = shown.heading or section.title
            shown.url = section.url

    def _show_sessions(self, shown: Shown, zone: SessionsZone) -> None:
        today = self._frame.today
        if zone.day and zone.day >= today:
            shown.teasers = queries.sessions_of_day(zone.day, zone.entries)
        heading = long_day(zone.day) if zone.day and shown.teasers else _("Sessions to come")
        shown.teasers = shown.teasers or queries.upcoming_sessions(zone.entries, today)
        shown.heading = zone.heading or heading
        if section := self._frame.section_listing("sessions"):
            shown.url = section.url
        if shown.teasers and shown.teasers[0].day:
            shown.countdown = countdown(shown.teasers[0].day, today)


def _show_essay(shown: Shown) -> None:
    shown.heading = shown.heading or pgettext("front page", "Photo essay")
    for teaser in shown.teasers:
        publication = Publication.objects.filter(pk=teaser.shelf.current_id or 0).first()
        photos = photos_of(shown_now(publication.story)) if publication else []
        shown.photos, shown.count = photos[:ESSAY_PHOTOS], len(photos)


def _places(zone: FrontZone) -> int:
    """How many articles of each of its lists the zone shows at most."""
    match zone:
        case LeadZone() | EssayZone():
            return 1
        case SecondZone():
            return zone.places
        case RiverZone() | DocumentsZone() | SectionsZone():
            return zone.entries
    return 0
