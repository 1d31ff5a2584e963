"""One round of the outbox: what the worker calls again and again."""

import datetime as dt
import logging
import time
from collections.abc import Callable

from django.db import connection
from django.utils import timezone

from . import claims
from .channel import Envelope, Outcome, Sender
from .errors import LeaseLost, NotDue
from .expansion import expand_all
from .models import Delivery
from .registry import channel, channels
from .relevance import payload_for

log = logging.getLogger("newsroom.channels")

Clock = Callable[[], dt.datetime]

SECONDS_A_ROUND = 20
"""A round takes up nothing new after this, so that a worker that is told to stop does so within the time it is given."""


def run_once(now: dt.datetime | None = None, limit: int = 100) -> int:
    """Finds recipients, sends at most ``limit`` deliveries that are due, and returns how many it took up.

    ``now`` stands for the present instant. Any number of workers may call this at the same time; none may call it inside a
    transaction, for what has left must be on the disk before it leaves.
    """
    clock: Clock = (lambda: now) if now is not None else timezone.now
    _make_durable()
    claims.recover(clock())
    expand_all()
    senders: dict[str, Sender] = {}
    taken, started = 0, time.monotonic()
    try:
        for pk in _candidates(clock(), limit):
            taken += _deliver(pk, senders, clock)
            if time.monotonic() - started > SECONDS_A_ROUND:
                break
        return taken
    finally:
        for sender in senders.values():
            sender.close()


def _candidates(now: dt.datetime, limit: int) -> list[int]:
    """Letters to single persons first, then a share for every channel: a long newsletter keeps no partner waiting."""
    due = claims.due(now)
    letters = due.exclude(purpose=Delivery.Purpose.ARTICLE)
    chosen = list(letters.values_list("pk", flat=True)[:limit])
    articles = due.filter(purpose=Delivery.Purpose.ARTICLE)
    waiting = {one.code: articles.filter(channel=one.code).values_list("pk", flat=True) for one in channels()}
    queues = [list(pks[:limit]) for pks in waiting.values()]
    while any(queues) and len(chosen) < limit:
        chosen.extend(queue.pop(0) for queue in queues if queue)
    return chosen[:limit]


def _deliver(pk: int, senders: dict[str, Sender], clock: Clock) -> bool:
    delivery = claims.claim(pk, clock())
    if delivery is None:
        return False
    begun = False
    try:
        payload, publication_id = payload_for(delivery)

        def begin() -> None:
            nonlocal begun
            claims.begin(delivery, publication_id, clock())
            begun = True

        if delivery.channel not in senders:
            senders[delivery.channel] = channel(delivery.channel).sender()
        outcome = senders[delivery.channel].send(Envelope(delivery, payload), begin)
    except NotDue as reason:
        claims.put_off(delivery, reason, clock())
        return True
    except LeaseLost:
        log.warning("delivery %d was taken over", pk)
        return True
    except Exception as error:
        log.exception("delivery %d failed", pk)
        outcome = Outcome("unknown" if begun else "retry", f"internal:{type(error).__name__}")
    claims.finish(delivery, outcome, clock(), begun=begun)
    if outcome.recipient_gone:
        channel(delivery.channel).recipient_gone(delivery.recipient_id)
    return True


def _make_durable() -> None:
    """A machine that loses its power must not forget that a sending had begun; the other processes may run on the faster level."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
