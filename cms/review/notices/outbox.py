"""One round of sending notices: what the worker calls again and again.

What is due for one person by one medium is gathered into one letter, so that a digest, a night's rest and a mail server's bad day
all end in one message and not in twenty. A letter then goes the way of every message (`cms.sending.claims`).
"""

import datetime as dt
import time

from django.db import transaction

from cms.sending import claims
from cms.sending.errors import NotDue
from cms.sending.outcome import Begin, Outcome
from cms.sending.transmission import SECONDS_A_ROUND, Clock, Transmission, clock_at, make_durable

from .concerned import still_may_hear
from .mediums.base import Courier, Letter
from .mediums.registry import medium
from .models import Notice, NoticeDelivery, NoticePreferences, Outgoing
from .preferences import preferences_of


def run_once(now: dt.datetime | None = None, limit: int = 100) -> int:
    """Gathers and sends what is due, at most ``limit`` letters, and returns how many it took up.

    ``now`` stands for the present instant. Any number of workers may call this at the same time; none may call it inside a
    transaction, for what has left must be on the disk before it leaves.
    """
    clock = clock_at(now)
    make_durable()
    claims.recover(NoticeDelivery.objects.all(), clock())
    gather(clock())
    couriers: dict[str, Courier] = {}
    taken, started = 0, time.monotonic()
    try:
        for pk in list(claims.due(NoticeDelivery.objects.all(), clock()).values_list("pk", flat=True)[:limit]):
            taken += _deliver(pk, couriers, clock)
            if time.monotonic() - started > SECONDS_A_ROUND:
                break
        return taken
    finally:
        for courier in couriers.values():
            courier.close()


def gather(now: dt.datetime, limit: int = 500) -> None:
    """Makes a letter for each person and medium with notices that are due."""
    due = Outgoing.objects.filter(delivery=None, due_at__lte=now).order_by("due_at", "pk")
    letters: dict[tuple[int, str], list[int]] = {}
    for pk, recipient_id, code in due.values_list("pk", "notice__recipient_id", "medium")[:limit]:
        letters.setdefault((recipient_id, code), []).append(pk)
    for (recipient_id, code), pks in letters.items():
        with transaction.atomic():
            delivery = NoticeDelivery.objects.create(recipient_id=recipient_id, medium=code, next_try_at=now)
            # Another worker may have been faster.
            if not Outgoing.objects.filter(pk__in=pks, delivery=None).update(delivery=delivery):
                delivery.delete()


def _deliver(pk: int, couriers: dict[str, Courier], clock: Clock) -> bool:
    delivery = claims.claim(NoticeDelivery.objects.select_related("recipient"), pk, clock())
    if delivery is None:
        return False
    transmission = Transmission(delivery, clock)

    def step(now: dt.datetime) -> None:
        with transaction.atomic(durable=True):
            claims.begin(delivery, now)

    def send() -> Outcome:
        return _send(delivery, couriers, transmission.beginning(step))

    try:
        outcome = transmission.make(send)
    except NotDue as reason:
        claims.drop(delivery, str(reason), clock())
        return True
    if outcome and outcome.recipient_gone:
        medium(delivery.medium).lost(delivery.recipient)
    return True


def _send(delivery: NoticeDelivery, couriers: dict[str, Courier], begin: Begin) -> Outcome:
    by = medium(delivery.medium)
    if not by.ready():
        return Outcome("retry", "not_set_up")
    letter = Letter(delivery, delivery.recipient, _still_due(delivery))
    if delivery.medium not in couriers:
        couriers[delivery.medium] = by.courier()
    return couriers[delivery.medium].send(letter, begin)


def _still_due(delivery: NoticeDelivery) -> list[Notice]:
    """The notices of the letter that its recipient has not read in the admin meanwhile, and may still hear; raises ``NotDue`` where
    nothing is to be sent any more."""
    recipient = delivery.recipient
    if not recipient.is_active:
        raise NotDue("recipient_left")
    how = preferences_of([recipient.pk])[recipient.pk].how(delivery.medium)
    if how == NoticePreferences.How.NEVER or not medium(delivery.medium).reaches([recipient.pk]):
        raise NotDue("not_wanted")
    unread = Notice.objects.filter(outgoing__delivery=delivery, read_at=None).select_related("actor")
    notices = list(unread.order_by("made_at", "pk"))
    if not notices:
        raise NotDue("read")
    # Hours may lie between: who has lost the right to a draft is sent no headline of it.
    told = [notice for notice in notices if still_may_hear(notice, recipient)]
    if not told:
        raise NotDue("not_allowed")
    return told
