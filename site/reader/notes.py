"""The public notes of a page, written from its publications and read again for the page and for the list of corrections."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from cms.publication.models import Publication, Shelf
from cms.publication.story import Change, Story

from .models import PublicNote
from .queries import PAGE_SIZE, Cursor

_NOTED_KINDS = ("article", "session", "person", "document", "page", "body")
LISTED = (PublicNote.Kind.CORRECTION, PublicNote.Kind.WITHDRAWAL)


@dataclass(frozen=True)
class NotePage:
    """A page of the list of corrections; ``older`` is where the next one begins, None at the end."""

    notes: list[PublicNote]
    older: Cursor | None
    first: bool


def write(shelf: Shelf, publication: Publication) -> None:
    """Writes the changes that this version is the first to tell. What is public is not withdrawn."""
    if shelf.withdrawn_at is None:
        PublicNote.objects.filter(shelf=shelf, kind=PublicNote.Kind.WITHDRAWAL).delete()
    story = publication.story
    told = moments(story)
    for place, change in enumerate(story.changes):
        if (place, change) not in told:
            PublicNote.objects.create(
                shelf=shelf, place=place, at=publication.meant_for, headline=story.headline, **change.model_dump()
            )


def withdraw(shelf: Shelf) -> None:
    """Writes that the page was taken back, with its notice."""
    if shelf.current is None or shelf.withdrawn_at is None or shelf.kind not in _NOTED_KINDS:
        return
    PublicNote.objects.update_or_create(
        shelf=shelf,
        kind=PublicNote.Kind.WITHDRAWAL,
        defaults={
            "place": 0,
            "at": shelf.withdrawn_at,
            "headline": shelf.current.story.headline,
            "note": shelf.notice,
        },
    )


def rebuild(shelf: Shelf) -> None:
    """Writes the page's notes again from all its publications that were public."""
    if shelf.current is None:
        return
    publications = list(
        Publication.objects.filter(page_id=shelf.pk, number__lte=shelf.current.number).order_by("number")
    )
    for publication, later in zip(publications, [*publications[1:], None], strict=True):
        # One that another replaced before its hour was never public.
        if later is None or publication.meant_for < later.meant_for:
            write(shelf, publication)
    if not shelf.ran_out():
        withdraw(shelf)


def moments(story: Story) -> dict[tuple[int, Change], dt.datetime]:
    """Since when each change of the story has been told, by its place: no query for a story without one."""
    if not story.changes:
        return {}
    found = PublicNote.objects.filter(shelf_id=story.page_id).exclude(kind=PublicNote.Kind.WITHDRAWAL)
    return {
        (note.place, Change(kind=note.kind, wrong=note.wrong, right=note.right, note=note.note)): note.at
        for note in found
    }


def dated(story: Story, otherwise: dt.datetime) -> tuple[tuple[Change, dt.datetime], ...]:
    """The story's changes with the instant since which each is public; ``otherwise`` for one that is not public yet."""
    told = moments(story)
    return tuple((change, told.get((place, change), otherwise)) for place, change in enumerate(story.changes))


def count(most: int) -> int:
    """How many corrections and withdrawals there are, counted no further than ``most``."""
    return PublicNote.objects.filter(kind__in=LISTED)[:most].count()


def page_of(before: Cursor | None = None, size: int = PAGE_SIZE) -> NotePage:
    """Corrections and withdrawals, newest first: one query."""
    notes = PublicNote.objects.filter(kind__in=LISTED).select_related("shelf").order_by("-at", "-pk")
    if before:
        notes = notes.filter(Q(at__lt=before.at) | Q(pk__lt=before.page_id), at__lte=before.at)
    found = list(notes[: size + 1])
    older = Cursor(found[size - 1].at, found[size - 1].pk) if len(found) > size else None
    return NotePage(found[:size], older, before is None)
