"""An article as partners get it, whether it is sent to them or they fetch it: the very same ninjs item."""

from collections.abc import Iterable, Mapping

from cms.publication.models import Shelf

from .channel import Payload
from .models import Dispatch


def enveloped(payload: Payload, dispatch: Dispatch, shelf: Shelf | None) -> Payload:
    """The payload with its version and times. Versions count what the page has sent to partners."""
    first = shelf.first_public_at if shelf and shelf.first_public_at else dispatch.created_at
    return payload | {
        "version": str(dispatch.number),
        "firstCreated": first.isoformat(),
        "versionCreated": dispatch.created_at.isoformat(),
    }


def shelves_of(dispatches: Iterable[Dispatch]) -> Mapping[int, Shelf]:
    """The shelves of their pages, with what the public reads now."""
    pages = {each.page_id for each in dispatches}
    return {shelf.page_id: shelf for shelf in Shelf.objects.filter(page_id__in=pages).select_related("current")}
