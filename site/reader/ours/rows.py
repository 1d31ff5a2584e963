"""What is kept of each version that became public, so that a paste is found: written in the transaction of the publication."""

from cms.publication.models import Publication, Shelf
from cms.publication.queries import public_versions
from cms.publication.story import Story

from ..models import PublicVersion
from . import fingerprints, index
from .segments import KINDS, segments_of
from .words import Words


def write(shelf: Shelf, publication: Publication) -> None:
    """Keeps the fingerprints of a version that is public. They stay when it is replaced or taken back: it was ours."""
    story = publication.story
    if story.kind not in KINDS:
        return
    _version, fresh = PublicVersion.objects.get_or_create(publication=publication, defaults={"shelf": shelf})
    if fresh:
        index.add(shelf.pk, _fingerprints(story))


def clear() -> None:
    PublicVersion.objects.all().delete()
    index.clear()


def rebuild(shelf: Shelf) -> None:
    """Writes the rows of all versions of the page that were public."""
    for publication in public_versions(shelf):
        write(shelf, publication)


def _fingerprints(story: Story) -> set[int]:
    body = Words.of("\n".join(segments_of(story))).folded
    # A name is no text of ours: who pastes it asks about something else.
    headline = () if story.kind in ("person", "body") else Words.of(story.headline).folded
    return fingerprints.of_page(headline, body)
