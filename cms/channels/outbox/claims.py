"""The steps of a delivery (`cms.sending.claims`), with what a post asks besides: is it still what the public may read?"""

import datetime as dt

from django.db import transaction

from cms.sending import claims
from cms.sending.errors import NotDue

from ..follow_ups import leave_to_a_person
from ..models import Delivery
from ..registry import channels
from ..rules import holding
from . import lanes
from .lanes import Queue
from .relevance import DROPPED, FOR_A_PERSON, Plan, still_due

REMADE = "remade"
"""What the ledger notes of a sending that is not the stored post word for word."""

_LOOK_AGAIN = dt.timedelta(seconds=30)


def due(queue: Queue, now: dt.datetime, limit: int) -> list[int]:
    """The keys of at most ``limit`` deliveries of a queue that may be claimed: withdrawals, then those that have waited longest."""
    rows = claims.due(queue.deliveries(), now).values_list("pk", flat=True)
    if queue.letters:
        return list(rows[:limit])
    first = list(rows.filter(goes_first=True)[:limit])
    return first + list(rows.filter(goes_first=False)[: limit - len(first)])


def claim(pk: int, now: dt.datetime) -> Delivery | None:
    """The delivery, held by the caller; None where it is not free any more."""
    return claims.claim(Delivery.objects.select_related("dispatch__publication"), pk, now)


def begin(delivery: Delivery, plan: Plan, now: dt.datetime) -> None:
    """Commits that the sending has begun; raises ``LeaseLost`` or ``NotDue`` where it may not."""
    with transaction.atomic(durable=True):
        still_due(delivery, plan)
        holding.check_turn(delivery, plan.verb, now)
        lanes.take_turn(delivery, now)
        if delivery.verb != plan.verb:
            claims.held_by(delivery).update(verb=plan.verb)
            delivery.verb = plan.verb
        claims.begin(delivery, now, publication_id=plan.publication_id, detail=REMADE if plan.remade else "")


def put_off(delivery: Delivery, reason: NotDue, now: dt.datetime) -> None:
    """Ends a held delivery that is no longer to be made, or gives it back to be looked at anew later."""
    code = str(reason)
    if code in FOR_A_PERSON:
        leave_to_a_person(delivery, code, now)
    elif code in DROPPED:
        claims.drop(delivery, code, now)
    elif code in holding.CODES:
        holding.put_off(delivery, code, now)
    else:
        waits = {"in_flight": _LOOK_AGAIN, "in_doubt": _LOOK_AGAIN, "pace": lanes.until_free(delivery, now)}
        claims.give_back(delivery, now, waits.get(code, reason.after))


def recover(now: dt.datetime) -> int:
    """Makes *outcome unknown* of what was being sent by a worker that has not been heard of; what comes to the same when it is done
    twice is done again. How many there were."""
    again = 0
    for one in channels():
        rows = Delivery.objects.filter(channel=one.code, verb__in=one.abilities.repeatable)
        again += claims.take_up(rows, now)
    return again + claims.recover(Delivery.objects.all(), now)
