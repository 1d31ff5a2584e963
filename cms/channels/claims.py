"""The state machine of a delivery. Each step is one compare-and-swap: it holds on SQLite and on PostgreSQL, whoever races.

``queued`` —claim→ queued with a lease —begin→ ``sending`` —finish→ ``delivered``, ``refused``, ``queued`` again, ``unknown``.
A worker that dies before *begin* has sent nothing: the lease runs out and the delivery is free. One that dies after it may have
sent: `recover` makes that ``unknown``, and only a person goes on from there.
"""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from .channel import Outcome
from .errors import LeaseLost, NotDue
from .models import Attempt, Delivery
from .relevance import DROPPED, still_due
from .retry import MAX_ATTEMPTS, wait_after

State = Delivery.State
Event = Attempt.Event


def lease() -> dt.timedelta:
    """How long a worker may hold a delivery: more than all the waits of one conversation with a mail server together."""
    return dt.timedelta(seconds=max(300, 10 * settings.EMAIL_TIMEOUT))


def due(now: dt.datetime) -> QuerySet[Delivery]:
    """Deliveries that may be claimed, those first that have waited longest."""
    free = Q(lease_until=None) | Q(lease_until__lte=now)
    return Delivery.objects.filter(free, state=State.QUEUED, next_try_at__lte=now).order_by("next_try_at", "pk")


def claim(pk: int, now: dt.datetime) -> Delivery | None:
    """The delivery, held by the caller; None where it is not free any more."""
    with transaction.atomic():
        delivery = due(now).filter(pk=pk).first()
        if delivery is None:
            return None
        held = Delivery.objects.filter(pk=pk, state=State.QUEUED, fence=delivery.fence).update(
            fence=F("fence") + 1, attempts=F("attempts") + 1, lease_until=now + lease()
        )
        if not held:
            return None
    return Delivery.objects.select_related("dispatch__publication").get(pk=pk, fence=delivery.fence + 1)


def begin(delivery: Delivery, publication_id: int | None, now: dt.datetime) -> None:
    """Commits that the sending has begun; raises ``LeaseLost`` or ``NotDue`` where it may not."""
    with transaction.atomic(durable=True):
        still_due(delivery, publication_id)
        ours = _held(delivery).filter(state=State.QUEUED, lease_until__gt=now)
        if not ours.update(state=State.SENDING, lease_until=now + lease(), changed_at=now):
            raise LeaseLost
        _note(delivery, Event.SENDING, now, publication_id=publication_id)


def finish(delivery: Delivery, outcome: Outcome, now: dt.datetime, *, begun: bool) -> bool:
    """Writes down how the attempt ended; False where the delivery is no longer the caller's.

    An outcome that comes after `recover` gave up waiting still counts, unless a person has settled it meanwhile.
    """
    from_states = (State.SENDING, State.UNKNOWN) if begun else (State.QUEUED,)
    values: dict[str, object] = {"state": State(outcome.state) if outcome.state != "retry" else State.QUEUED}
    event = Event(outcome.state)
    if outcome.state == "retry" and delivery.attempts >= MAX_ATTEMPTS:
        values["state"], event = State.GAVE_UP, Event.GAVE_UP
    elif outcome.state == "retry":
        values["next_try_at"] = now + wait_after(delivery.attempts, outcome.after)
    detail = outcome.detail[:300]
    if outcome.state == "delivered":
        values["proof"] = detail
    with transaction.atomic():
        changed = _held(delivery).filter(state__in=from_states).update(lease_until=None, changed_at=now, **values)
        if changed:
            _note(delivery, event, now, detail)
    return bool(changed)


def put_off(delivery: Delivery, reason: NotDue, now: dt.datetime) -> None:
    """Ends a held delivery that is no longer to be made, or gives it back to be looked at anew in half a minute."""
    code = str(reason)
    with transaction.atomic():
        ours = _held(delivery).filter(state=State.QUEUED)
        if code not in DROPPED:
            wait = dt.timedelta(seconds=30 if code == "in_flight" else 0)
            ours.update(lease_until=None, attempts=F("attempts") - 1, next_try_at=now + wait)
        elif ours.update(state=State.OBSOLETE, lease_until=None, changed_at=now):
            _note(delivery, Event.OBSOLETE, now, code)


def recover(now: dt.datetime) -> int:
    """Makes *outcome unknown* of what was being sent by a worker that has not been heard of; how many there were."""
    count = 0
    for delivery in Delivery.objects.filter(state=State.SENDING, lease_until__lte=now):
        with transaction.atomic():
            lost = _held(delivery).filter(state=State.SENDING, lease_until__lte=now)
            if lost.update(state=State.UNKNOWN, lease_until=None, changed_at=now):
                _note(delivery, Event.UNKNOWN, now, "worker_lost")
                count += 1
    return count


def _held(delivery: Delivery) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=delivery.pk, fence=delivery.fence)


def _note(
    delivery: Delivery, event: Attempt.Event, now: dt.datetime, detail: str = "", publication_id: int | None = None
) -> None:
    Attempt.objects.create(
        delivery=delivery, fence=delivery.fence, event=event, at=now, detail=detail, publication_id=publication_id
    )
