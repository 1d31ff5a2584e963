"""One round of the outbox: what the worker calls again and again."""

import datetime as dt
import time

from cms.sending.errors import NotDue
from cms.sending.outcome import Outcome
from cms.sending.transmission import SECONDS_A_ROUND, Clock, Transmission, clock_at, make_durable

from . import claims
from .channel import Envelope, Sender
from .expansion import expand_all
from .models import Delivery
from .registry import channel, channels
from .relevance import payload_for


def run_once(now: dt.datetime | None = None, limit: int = 100) -> int:
    """Finds recipients, sends at most ``limit`` deliveries that are due, and returns how many it took up.

    ``now`` stands for the present instant. Any number of workers may call this at the same time; none may call it inside a
    transaction, for what has left must be on the disk before it leaves.
    """
    clock = clock_at(now)
    make_durable()
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
    transmission = Transmission(delivery, clock)

    def send() -> Outcome:
        payload, publication_id = payload_for(delivery)
        if delivery.channel not in senders:
            senders[delivery.channel] = channel(delivery.channel).sender()
        begin = transmission.beginning(lambda now: claims.begin(delivery, publication_id, now))
        return senders[delivery.channel].send(Envelope(delivery, payload), begin)

    try:
        outcome = transmission.make(send)
    except NotDue as reason:
        claims.put_off(delivery, reason, clock())
        return True
    if outcome and outcome.recipient_gone:
        channel(delivery.channel).recipient_gone(delivery.recipient_id)
    return True
