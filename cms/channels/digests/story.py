"""An article as an entry of a digest: what its approved version says, the section it stands in, its phase of the congress."""

from collections.abc import Iterable

from cms.publication.models import Shelf
from cms.publication.story import DigestEntry
from cms.registry.models import Session
from cms.review.stages.about import phases_of

_PHASES = ("during", "before", "after")
"""Where congresses overlap, an article belongs to the one that sits."""


def entries_of(page_ids: Iterable[int]) -> tuple[DigestEntry, ...]:
    """The entries of these articles in this order, each once; those that the public may not read are left out."""
    ids = list(dict.fromkeys(page_ids))
    shelves = {
        shelf.pk: shelf for shelf in Shelf.objects.public().filter(pk__in=ids, kind="article").select_related("current")
    }
    sections = section_names(shelf.section_id for shelf in shelves.values())
    return tuple(_entry(shelves[pk], sections) for pk in ids if pk in shelves)


def section_names(page_ids: Iterable[int | None]) -> dict[int, str]:
    """What the public sections are called."""
    ids = {pk for pk in page_ids if pk}
    rows = Shelf.objects.filter(pk__in=ids, current__isnull=False).select_related("current")
    return {
        shelf.pk: shelf.current.story.short_headline or shelf.current.story.headline for shelf in rows if shelf.current
    }


def phase_of(shelf: Shelf) -> str:
    """The kind of the phase that the article on the shelf is in, by its session, else by its day; empty outside of all."""
    if shelf.current is None:
        return ""
    story = shelf.current.story
    session = Session.objects.filter(pk=story.session_id() or 0).select_related("phase", "congress").first()
    phases = phases_of(session, session.day if session else story.day)
    return next((phase for phase in _PHASES if phase in phases), "")


def _entry(shelf: Shelf, sections: dict[int, str]) -> DigestEntry:
    if shelf.current is None:
        raise ValueError("Nothing on this shelf is public.")
    story = shelf.current.story
    return DigestEntry(
        page_id=shelf.pk,
        headline=story.headline,
        lede=story.lede,
        section=sections.get(shelf.section_id or 0, ""),
        phase=phase_of(shelf),
    )
