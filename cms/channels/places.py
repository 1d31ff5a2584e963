"""Where an article stands outside the newsroom's site, and what is done to a post there next."""

import datetime as dt
from typing import TYPE_CHECKING

from cms.sending.errors import NotDue
from cms.sending.outcome import Outcome

from .channel import Channel
from .models import Attempt, Delivery, Dispatch, FollowUp, Placement
from .registry import channel
from .verbs import Verb

if TYPE_CHECKING:
    from django.db.models import QuerySet


def places_of(page_id: int) -> "QuerySet[Placement]":
    """Every place of a page, oldest first, also those where it stands no more."""
    return (
        Placement.objects.filter(page_id=page_id)
        .select_related("publication", "by", "figures")
        .order_by("posted_at", "pk")
    )


def place_of(delivery: Delivery) -> Placement | None:
    """What stands at the delivery's recipient of its article."""
    if delivery.dispatch is None:
        return None
    rows = Placement.objects.filter(page_id=delivery.dispatch.page_id, channel=delivery.channel)
    return rows.filter(recipient_id=delivery.recipient_id).select_related("publication").first()


def verb_for(taker: Channel, dispatch: Dispatch, place: Placement | None, now: dt.datetime) -> Verb:
    """What the dispatch does at one recipient, by what stands there.

    Raises ``NotDue``: ``nowhere`` where there is nothing to take back, or a person has said that it stands there no more;
    ``by_hand`` where the platform can't, or can't any more.
    """
    withdrawal = dispatch.action == Dispatch.Action.CANCEL
    stands = place is not None and place.stands
    if taker.takes_versions:
        return Verb.WITHDRAW if withdrawal else Verb.EDIT if stands else Verb.SEND
    if place is None or not stands:
        if withdrawal or (place is not None and _taken_for_gone(place, dispatch)):
            raise NotDue("nowhere")
        return Verb.SEND
    verb = Verb.WITHDRAW if withdrawal else Verb.EDIT
    if not place.remote_id or not taker.abilities.allow(verb, place.posted_at, now):
        raise NotDue("by_hand")
    return verb


def _taken_for_gone(place: Placement, dispatch: Dispatch) -> bool:
    """Whether a person has said that the article stands there no more: what the newsroom has not withdrawn is not posted a second
    time because it is corrected."""
    withdrawals = Dispatch.objects.filter(
        page_id=place.page_id, channel=place.channel, action=Dispatch.Action.CANCEL, number__lt=dispatch.number
    )
    return not withdrawals.filter(publication_id__gte=place.publication_id).exists()


def _arrived_since(delivery: Delivery, dispatch: Dispatch) -> bool:
    same = Delivery.objects.filter(channel=delivery.channel, recipient_id=delivery.recipient_id)
    later = same.filter(dispatch__page_id=dispatch.page_id, dispatch__number__gt=dispatch.number)
    return later.filter(state=Delivery.State.DELIVERED).exists()


def note(delivery: Delivery, outcome: Outcome, at: dt.datetime) -> None:
    """Keeps what a delivery that has arrived leaves there, in the transaction that writes its outcome; nothing where something
    later has arrived there since: of an older one it may be known only afterwards."""
    dispatch = delivery.dispatch
    if dispatch is None or not channel(delivery.channel).keeps_places or _arrived_since(delivery, dispatch):
        return
    sent = delivery.attempt_rows.filter(event=Attempt.Event.SENDING).order_by("-pk").first()
    there = {
        "publication_id": (sent.publication_id if sent else None) or dispatch.publication_id,
        "state": Placement.State.WITHDRAWN if delivery.verb == Verb.WITHDRAW else Placement.State.STANDS,
        "proof": outcome.detail[:300],
        "changed_at": at,
    }
    rows = Placement.objects.filter(
        page_id=dispatch.page_id, channel=delivery.channel, recipient_id=delivery.recipient_id
    )
    # The place before its tasks, as whoever else comes to both.
    rows.select_for_update().first()
    FollowUp.objects.filter(placement__in=rows, state=FollowUp.State.OPEN).update(state=FollowUp.State.OBSOLETE)
    if delivery.verb == Verb.SEND:
        # It may be known only days later; what a platform allows, it counts from when it took the post.
        posted_at = sent.at if sent else at
        there |= {"remote_id": outcome.remote_id[:200], "url": outcome.url[:500], "posted_at": posted_at}
    if not rows.update(**there):
        Placement.objects.create(
            page_id=dispatch.page_id,
            channel=delivery.channel,
            recipient_id=delivery.recipient_id,
            **{"posted_at": at, **there},
        )
