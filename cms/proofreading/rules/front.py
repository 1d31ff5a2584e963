"""The front page: what was chosen for it, and whether readers find it there."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.publication.models import Shelf
from cms.publication.story import EssayZone, FrontDetails, FrontZone, Story, named_pages

from ..finding import Finding, Severity
from .base import Rule

FRONT = frozenset({"front"})


class FrontNamesEachOnce(Rule):
    """No article stands twice."""

    kinds = FRONT

    def check(self, story: Story) -> Iterator[Finding]:
        chosen = [pk for zone in _zones(story) for pk in named_pages(zone)]
        for title in _titles({pk for pk in chosen if chosen.count(pk) > 1}).values():
            message = _("“%(title)s” stands twice on the front page: choose it once.") % {"title": title}
            yield Finding("front.twice", Severity.STOP, message)


class FrontNamesWhatIsPublic(Rule):
    """What is not public is not shown, and something else stands in its place."""

    kinds = FRONT

    def check(self, story: Story) -> Iterator[Finding]:
        ids = set(story.details.named()) if isinstance(story.details, FrontDetails) else set()
        shelves = Shelf.objects.in_bulk(ids)
        titles = _titles({pk for pk in ids if pk not in shelves or not shelves[pk].is_public()})
        for pk in sorted(titles):
            taken_back = pk in shelves and shelves[pk].current_id is not None
            message = (
                _("“%(title)s” was taken back: it is not shown, and the next moves up.")
                if taken_back
                else _("“%(title)s” is not public yet: it shows once it is.")
            )
            yield Finding("front.not_public", Severity.DOUBT, message % {"title": titles[pk]})


class FrontShowsAnEssay(Rule):
    """What stands where a photo essay is shown is one."""

    kinds = FRONT

    def check(self, story: Story) -> Iterator[Finding]:
        ids = [zone.page_id for zone in _zones(story) if isinstance(zone, EssayZone) and zone.page_id]
        for shelf in Shelf.objects.public().filter(pk__in=ids).select_related("current"):
            if shelf.current and shelf.current.story.genre != "photo_essay":
                names = {"title": shelf.current.story.headline}
                yield Finding("front.no_essay", Severity.DOUBT, _("“%(title)s” is no photo essay: choose one.") % names)


def _zones(story: Story) -> tuple[FrontZone, ...]:
    return story.details.zones if isinstance(story.details, FrontDetails) else ()


def _titles(page_ids: set[int]) -> dict[int, str]:
    """What the pages are called in the newsroom."""
    return dict(Page.objects.filter(pk__in=page_ids).values_list("pk", "draft_title")) if page_ids else {}
