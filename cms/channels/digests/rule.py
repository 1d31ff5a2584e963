"""What belongs in a digest, and in which order, before a person looks at it."""

import datetime as dt
from typing import Any

from cms.publication.models import Kind, Shelf
from cms.publication.story import FrontDetails, SectionDetails

from ..rules.eligible import takes
from .rhythm import comes_in
from .story import phase_of

_PHASES = ("during", "before", "after", "")
_NEWS = (Kind.APPROVAL, Kind.EMERGENCY)


def articles_between(since: dt.datetime, until: dt.datetime) -> list[int]:
    """The ids of the articles that went public after ``since`` and not after ``until`` and still are, those that the
    newsletter's rule takes: by section as the menu has them, by phase, those first that lead on the front page, then the newest."""
    rows = Shelf.objects.public().filter(kind="article", first_public_at__gt=since, first_public_at__lte=until)
    shelves = [
        shelf
        for shelf in rows.filter(current__kind__in=_NEWS).select_related("current")
        if shelf.current and comes_in(shelf.current.story.language) and takes("email", shelf.current.story)
    ]
    leads, menu = _leads(), _menu()

    def place(shelf: Shelf) -> tuple[Any, ...]:
        lead = leads.index(shelf.pk) if shelf.pk in leads else len(leads)
        first = shelf.first_public_at or until
        return menu.get(shelf.section_id or 0, (1, 0)), _PHASES.index(phase_of(shelf)), lead, until - first, shelf.pk

    return [shelf.pk for shelf in sorted(shelves, key=place)]


def _leads() -> list[int]:
    for shelf in Shelf.objects.public().filter(kind="front").select_related("current"):
        if shelf.current and isinstance(shelf.current.story.details, FrontDetails):
            return list(shelf.current.story.details.leading())
    return []


def _menu() -> dict[int, tuple[int, int]]:
    """Where each section stands: those of the menu first."""
    found = {}
    for shelf in Shelf.objects.public().filter(kind="section").select_related("current"):
        details = shelf.current.story.details if shelf.current else None
        if isinstance(details, SectionDetails):
            found[shelf.pk] = (0, details.menu_order) if details.menu_order else (1, shelf.pk)
    return found
