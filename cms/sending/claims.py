"""The state machine of a message. Each step is one compare-and-swap: it holds on SQLite and on PostgreSQL, whoever races.

``queued`` —claim→ queued with a lease —begin→ ``sending`` —finish→ ``delivered``, ``refused``, ``queued`` again, ``unknown``.
A worker that dies before *begin* has sent nothing: the lease runs out and the message is free. One that dies after it may have
sent: `recover` makes that ``unknown``, and only a person goes on from there.
"""

import datetime as dt
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet

from .errors import LeaseLost
from .outcome import Outcome
from .queued import Queued
from .retry import MAX_ATTEMPTS, wait_after

State = Queued.State
Row = TypeVar("Row", bound=Queued)


def lease() -> dt.timedelta:
    """How long a worker may hold a message: more than all the waits of one conversation with a mail server together."""
    return dt.timedelta(seconds=max(300, 10 * settings.EMAIL_TIMEOUT))


def due(rows: QuerySet[Row], now: dt.datetime) -> QuerySet[Row]:
    """Those of the rows that may be claimed, those first that have waited longest."""
    free = Q(lease_until=None) | Q(lease_until__lte=now)
    return rows.filter(free, state=State.QUEUED, next_try_at__lte=now).order_by("next_try_at", "pk")


def claim(rows: QuerySet[Row], pk: int, now: dt.datetime) -> Row | None:
    """The message, held by the caller; None where it is not free any more."""
    with transaction.atomic():
        row = due(rows, now).filter(pk=pk).first()
        if row is None:
            return None
        held = held_by(row).filter(state=State.QUEUED)
        if not held.update(fence=F("fence") + 1, attempts=F("attempts") + 1, lease_until=now + lease()):
            return None
    return rows.get(pk=pk, fence=row.fence + 1)


def begin(row: Queued, now: dt.datetime, **noted: Any) -> None:
    """Writes, in the caller's transaction, that the sending has begun; raises ``LeaseLost``. Nothing may leave before that
    transaction is on the disk."""
    ours = held_by(row).filter(state=State.QUEUED, lease_until__gt=now)
    if not ours.update(state=State.SENDING, lease_until=now + lease(), changed_at=now):
        raise LeaseLost
    row.note("sending", now, **noted)


def finish(row: Queued, outcome: Outcome, now: dt.datetime, *, begun: bool) -> bool:
    """Writes down how the attempt ended; False where the message is no longer the caller's.

    An outcome that comes after `recover` gave up waiting still counts, unless a person has settled it meanwhile.
    """
    from_states = (State.SENDING, State.UNKNOWN) if begun else (State.QUEUED,)
    values: dict[str, object] = {"state": State(outcome.state) if outcome.state != "retry" else State.QUEUED}
    event = outcome.state
    if outcome.state == "retry" and row.attempts >= MAX_ATTEMPTS:
        values["state"], event = State.GAVE_UP, str(State.GAVE_UP)
    elif outcome.state == "retry":
        values["next_try_at"] = now + wait_after(row.attempts, outcome.after)
    detail = outcome.detail[:300]
    if outcome.state == "delivered":
        values["proof"] = detail
    with transaction.atomic():
        changed = held_by(row).filter(state__in=from_states).update(lease_until=None, changed_at=now, **values)
        if changed:
            row.note(event, now, detail)
            row.ended(outcome, now)
    return bool(changed)


def give_back(row: Queued, now: dt.datetime, wait: dt.timedelta = dt.timedelta(0)) -> None:
    """Lets go of a held message, which did nothing wrong, to be looked at anew after the wait."""
    ours = held_by(row).filter(state=State.QUEUED)
    ours.update(lease_until=None, attempts=F("attempts") - 1, next_try_at=now + wait)


def drop(row: Queued, code: str, now: dt.datetime) -> None:
    """Ends a held message that is no longer to be sent."""
    with transaction.atomic():
        ours = held_by(row).filter(state=State.QUEUED)
        if ours.update(state=State.OBSOLETE, lease_until=None, changed_at=now):
            row.note(State.OBSOLETE, now, code)


def recover(rows: QuerySet[Row], now: dt.datetime) -> int:
    """Makes *outcome unknown* of what was being sent by a worker that has not been heard of; how many there were."""
    count = 0
    for row in rows.filter(state=State.SENDING, lease_until__lte=now):
        with transaction.atomic():
            lost = held_by(row).filter(state=State.SENDING, lease_until__lte=now)
            if lost.update(state=State.UNKNOWN, lease_until=None, changed_at=now):
                row.note(State.UNKNOWN, now, "worker_lost")
                count += 1
    return count


def take_up(rows: QuerySet[Row], now: dt.datetime) -> int:
    """Has those made again that were being sent by a worker that has not been heard of, since twice comes to the same; how many
    there were."""
    count = 0
    for row in rows.filter(state=State.SENDING, lease_until__lte=now):
        with transaction.atomic():
            lost = held_by(row).filter(state=State.SENDING, lease_until__lte=now)
            if lost.update(state=State.QUEUED, lease_until=None, next_try_at=now, changed_at=now):
                row.note("retry", now, "worker_lost")
                count += 1
    return count


def held_by(row: Row) -> QuerySet[Row]:
    """The message as long as it is held under the fence that the row knows."""
    return type(row)._default_manager.filter(pk=row.pk, fence=row.fence)
