"""Whether a delivery is still to be made, and of what: only what the public may read at this moment goes out."""

from cms.publication.models import Publication, Shelf
from cms.sending.errors import NotDue
from media.story import shown_now

from .channel import Payload
from .models import Delivery, Dispatch
from .models.dispatch import post_of
from .registry import channel, compose

DROPPED = frozenset({"withdrawn", "superseded", "no_post", "recipient_left"})
"""Codes of ``NotDue`` that end a delivery; the others put it off."""


def payload_for(delivery: Delivery) -> tuple[Payload, int | None]:
    """What to send and the id of the publication it comes from; raises ``NotDue``.

    A post that waited while the article was corrected carries the corrected version.
    """
    taker = channel(delivery.channel)
    if not taker.recipient_takes(delivery):
        raise NotDue("recipient_left")
    dispatch = delivery.dispatch
    if dispatch is None:
        return taker.letter(delivery), None
    publication = _publication_now(dispatch, lock=False)
    withdrawal = dispatch.action == Dispatch.Action.CANCEL
    payload = dispatch.payload() if withdrawal else _post_now(publication, dispatch.channel)
    if payload is None:
        raise NotDue("no_post")
    return payload, publication.pk


def still_due(delivery: Delivery, publication_id: int | None) -> None:
    """Asked in the transaction that begins the sending, which holds the shelf until it is written down; raises ``NotDue``."""
    dispatch = delivery.dispatch
    if dispatch is not None:
        if _publication_now(dispatch, lock=True).pk != publication_id:
            raise NotDue("changed")
        # One recipient never gets two versions of one article at the same time, in whatever order they arrive.
        others = Delivery.objects.filter(
            channel=delivery.channel,
            recipient_id=delivery.recipient_id,
            dispatch__page_id=dispatch.page_id,
            state=Delivery.State.SENDING,
        ).exclude(pk=delivery.pk)
        if others.exists():
            raise NotDue("in_flight")
    if not channel(delivery.channel).recipient_takes(delivery):
        raise NotDue("recipient_left")


def _post_now(publication: Publication, code: str) -> Payload | None:
    """The stored post; made anew, without them, where photos have lost their rights since it was stored."""
    stored, sealed = post_of(publication, code), publication.story
    seen = shown_now(sealed)
    return stored if stored is None or seen is sealed else compose(channel(code), seen)


def _publication_now(dispatch: Dispatch, *, lock: bool) -> Publication:
    shelves = Shelf.objects.select_for_update(of=("self",)) if lock else Shelf.objects.all()
    shelf = shelves.select_related("current").filter(pk=dispatch.page_id).first()
    later = Dispatch.objects.filter(page_id=dispatch.page_id, channel=dispatch.channel, number__gt=dispatch.number)
    if later.exclude(state=Dispatch.State.NOT_SENT).exists():
        raise NotDue("superseded")
    if dispatch.action == Dispatch.Action.CANCEL:
        return dispatch.publication
    if shelf is None or shelf.current is None or not shelf.is_public():
        raise NotDue("withdrawn")
    return shelf.current
