"""What of a digest may be shown or sent at this moment: an article's present version, and none that was withdrawn."""

from collections.abc import Iterable

from .models import Shelf
from .story import DigestDetails, DigestEntry, Story


def present(whole: Story) -> Story:
    """A digest with what its articles say now; the very same story where nothing has changed, or where it is none."""
    details = whole.details
    if not isinstance(details, DigestDetails):
        return whole
    public = {shelf.pk: shelf for shelf in _public(entry.page_id for entry in details.entries)}
    entries = tuple(_now(entry, public[entry.page_id]) for entry in details.entries if entry.page_id in public)
    if entries == details.entries:
        return whole
    return whole.model_copy(update={"details": details.model_copy(update={"entries": entries})})


def addresses(details: DigestDetails) -> dict[int, str]:
    """The present paths of the articles that the public may read."""
    return {shelf.pk: shelf.path for shelf in _public(entry.page_id for entry in details.entries)}


def _public(page_ids: Iterable[int]) -> Iterable[Shelf]:
    return Shelf.objects.public().filter(pk__in=list(page_ids), kind="article").select_related("current")


def _now(entry: DigestEntry, shelf: Shelf) -> DigestEntry:
    if shelf.current is None:
        return entry
    story = shelf.current.story
    return entry.model_copy(update={"headline": story.headline, "lede": story.lede})
