"""One round of the outbox: finds recipients, then sends queue by queue (`lanes`). `pool` lets the queues run beside each other."""

import datetime as dt
import time

from cms.sending.errors import NotDue
from cms.sending.outcome import Outcome
from cms.sending.transmission import SECONDS_A_ROUND, Clock, Transmission, clock_at, make_durable

from ..channel import Envelope, Sender
from ..registry import channel
from . import claims, lanes, looking
from .expansion import expand_all
from .lanes import Queue
from .relevance import plan_for

LIMIT = 100


def run_once(now: dt.datetime | None = None, limit: int = LIMIT) -> int:
    """Finds recipients, sends at most ``limit`` deliveries that are due, and returns how many it took up.

    ``now`` stands for the present instant. Any number of workers may call this at the same time; none may call it inside a
    transaction, for what has left must be on the disk before it leaves.
    """
    clock = clock_at(now)
    prepare(clock())
    taken, started = 0, time.monotonic()
    for queue in lanes.waiting(clock()):
        taken += run_queue(queue, clock, limit - taken)
        if taken >= limit or time.monotonic() - started > SECONDS_A_ROUND:
            break
    return taken


def prepare(now: dt.datetime) -> None:
    """What comes before sending: what a dead worker left is settled, and new dispatches find their recipients."""
    make_durable()
    claims.recover(now)
    expand_all()


def run_queue(queue: Queue, clock: Clock, limit: int = LIMIT) -> int:
    """Looks for what nobody knows of, then sends what is due of one queue, at most ``limit`` deliveries; how many it took up."""
    looking.look(queue, clock)
    sender = channel(queue.channel).sender()
    taken, started = 0, time.monotonic()
    try:
        for pk in claims.due(queue, clock(), limit):
            claimed, go_on = _deliver(pk, sender, clock)
            taken += claimed
            if not go_on or time.monotonic() - started > SECONDS_A_ROUND:
                break
        return taken
    finally:
        sender.close()


def _deliver(pk: int, sender: Sender, clock: Clock) -> tuple[bool, bool]:
    """Whether the delivery was taken up, and whether the queue may go on."""
    delivery = claims.claim(pk, clock())
    if delivery is None:
        return False, True
    transmission = Transmission(delivery, clock)

    def send() -> Outcome:
        plan = plan_for(delivery, clock())
        begin = transmission.beginning(lambda now: claims.begin(delivery, plan, now))
        return sender.send(Envelope(delivery, plan.payload, plan.verb, plan.place, clock()), begin)

    try:
        outcome = transmission.make(send)
    except NotDue as reason:
        claims.put_off(delivery, reason, clock())
        return True, str(reason) != "pace"
    if outcome is None:
        return True, True
    lanes.learn(delivery, outcome, clock())
    if outcome.recipient_gone:
        channel(delivery.channel).recipient_gone(delivery.recipient_id)
    return True, not outcome.holds_queue
