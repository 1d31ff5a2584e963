"""What a delivery sent, drawn as its channel draws posts: to be held against what stands there, or lies in somebody's box."""

import datetime as dt
from dataclasses import dataclass

from cms.publication.models import Publication

from .channel import Channel, Payload
from .earlier import had
from .models import Attempt, Delivery, Dispatch
from .models.dispatch import post_of
from .outbox.claims import REMADE
from .registry import channel, is_channel


@dataclass(frozen=True)
class Sent:
    """What left, or is to leave, or would have left."""

    html: str
    number: int
    """Of the publication."""
    begun_at: dt.datetime | None
    """When its last sending began; None where nothing of it has left."""
    waits: bool
    takes_back: bool
    """Whether it is no message, but the post that was taken back there."""
    remade: bool
    """Whether it left not word for word: the ledger keeps that it was so, and not what was left out."""


def sent_by(delivery: Delivery) -> Sent | None:
    """What the delivery's last sending said, else what its dispatch says; None for letters, and where nothing can be drawn."""
    dispatch = delivery.dispatch
    if dispatch is None or not is_channel(delivery.channel):
        return None
    begun = delivery.attempt_rows.filter(event=Attempt.Event.SENDING).order_by("-pk").first()
    publication = _publication(begun, dispatch)
    taker = channel(delivery.channel)
    takes_back = _takes_back(taker, dispatch)
    before = None if dispatch.action == Dispatch.Action.POST else had(delivery, until=begun)
    if takes_back or (dispatch.action == Dispatch.Action.CANCEL and not taker.keeps_places):
        publication = before or publication
    payload = _payload(taker, dispatch, publication, None if takes_back else before)
    if payload is None:
        return None
    return Sent(
        taker.preview(payload),
        publication.number,
        begun.at if begun else None,
        waits=begun is None and delivery.state == Delivery.State.QUEUED,
        takes_back=takes_back,
        remade=begun is not None and begun.detail == REMADE,
    )


def _publication(begun: Attempt | None, dispatch: Dispatch) -> Publication:
    sent = Publication.objects.filter(pk=begun.publication_id).first() if begun and begun.publication_id else None
    return sent or dispatch.publication


def _takes_back(taker: Channel, dispatch: Dispatch) -> bool:
    """Whether a withdrawal says nothing there: the post itself goes."""
    stored = post_of(dispatch.publication, taker.code)
    return stored is not None and dispatch.action == Dispatch.Action.CANCEL and dispatch.payload() == stored


def _payload(
    taker: Channel, dispatch: Dispatch, publication: Publication, before: Publication | None
) -> Payload | None:
    stored = post_of(publication, taker.code)
    if stored is None:
        return None
    if dispatch.action == Dispatch.Action.CANCEL:
        return taker.cancellation(stored, dispatch.notice)
    if before is not None and not taker.keeps_places:
        return taker.sequel(stored, publication.story, before.story)
    return taker.alone(stored)
