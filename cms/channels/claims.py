"""The steps of a delivery (`cms.sending.claims`), with what a post asks besides: is it still what the public may read?"""

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet

from cms.sending import claims
from cms.sending.errors import NotDue

from .models import Delivery
from .relevance import DROPPED, still_due

_LOOK_AGAIN = dt.timedelta(seconds=30)


def due(now: dt.datetime) -> QuerySet[Delivery]:
    """Deliveries that may be claimed, those first that have waited longest."""
    return claims.due(Delivery.objects.all(), now)


def claim(pk: int, now: dt.datetime) -> Delivery | None:
    """The delivery, held by the caller; None where it is not free any more."""
    return claims.claim(Delivery.objects.select_related("dispatch__publication"), pk, now)


def begin(delivery: Delivery, publication_id: int | None, now: dt.datetime) -> None:
    """Commits that the sending has begun; raises ``LeaseLost`` or ``NotDue`` where it may not."""
    with transaction.atomic(durable=True):
        still_due(delivery, publication_id)
        claims.begin(delivery, now, publication_id=publication_id)


def put_off(delivery: Delivery, reason: NotDue, now: dt.datetime) -> None:
    """Ends a held delivery that is no longer to be made, or gives it back to be looked at anew in half a minute."""
    code = str(reason)
    if code in DROPPED:
        claims.drop(delivery, code, now)
    else:
        claims.give_back(delivery, now, _LOOK_AGAIN if code == "in_flight" else dt.timedelta(0))


def recover(now: dt.datetime) -> int:
    """Makes *outcome unknown* of what was being sent by a worker that has not been heard of; how many there were."""
    return claims.recover(Delivery.objects.all(), now)
