"""What the other side refused, or what was given up, and nothing came after it: somebody has to look at it."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from .models import Attempt, Delivery, FollowUp, Subscriber

if TYPE_CHECKING:
    from django.db.models import QuerySet

NOT_TAKEN = frozenset({Delivery.State.REFUSED, Delivery.State.GAVE_UP})

LOOKED_AT_FOR = dt.timedelta(days=7)
"""What is older has been looked at, or is of no use to anybody any more; the ledger still has it."""

GONE = "gone:"
"""How the ledger's word of a reader's browser begins that is there no more: browsers come and go, and nobody has to do anything."""


def not_taken(now: dt.datetime) -> "QuerySet[Delivery]":
    """Deliveries of articles that were refused or given up in the last week. Not those that something of the article has followed
    to the same recipient, for which a task by hand stands, or whose reader has left: nothing is left to do about them."""
    # By dispatch and recipient, for which there is an index: of one reader there may be thousands on the channel.
    later = Delivery.objects.filter(
        dispatch__page_id=OuterRef("dispatch__page_id"),
        dispatch__channel=OuterRef("channel"),
        dispatch__number__gt=OuterRef("dispatch__number"),
        recipient_id=OuterRef("recipient_id"),
    ).exclude(state__in=[Delivery.State.QUEUED, Delivery.State.SENDING])
    tasks = FollowUp.objects.filter(
        placement__page_id=OuterRef("dispatch__page_id"),
        placement__channel=OuterRef("channel"),
        placement__recipient_id=OuterRef("recipient_id"),
        publication_id=OuterRef("dispatch__publication_id"),
    )
    gone = Attempt.objects.filter(delivery=OuterRef("pk"), event=Attempt.Event.REFUSED, detail__startswith=GONE)
    left = Subscriber.objects.filter(pk=OuterRef("recipient_id"), state__in=Subscriber.OFF)
    lately = Delivery.objects.filter(
        state__in=NOT_TAKEN, purpose=Delivery.Purpose.ARTICLE, changed_at__gte=now - LOOKED_AT_FOR
    )
    rows = lately.filter(~Exists(later), ~Exists(tasks), ~Exists(gone))
    return rows.exclude(Q(channel="email") & Exists(left))
