"""Looking for posts of which nobody knows, at platforms that can be asked (`Platform.find`).

What is found counts as delivered. What is surely not there is sent again: it was never taken. Where the platform can't say, it is
asked again, further and further apart; after an hour a person is told, after three days nobody asks any more.
"""

import datetime as dt
import logging

from django.db import transaction
from django.db.models import F, QuerySet

from cms.sending.outcome import Outcome
from cms.sending.transmission import Clock

from .. import places
from ..models import Account, Attempt, Delivery, Placement
from ..models.dispatch import post_of
from ..platform import Platform, Sighting, Sought
from ..registry import channel, is_platform, platform
from ..verbs import Verb
from .lanes import Queue
from .settling import wake_those_behind

FIRST_WAIT = dt.timedelta(seconds=15)
LONGEST_WAIT = dt.timedelta(hours=1)
TELL_AFTER = dt.timedelta(hours=1)
LOOK_FOR = dt.timedelta(days=3)

_ASKING = dt.timedelta(minutes=2)
"""Longer than one question takes: nobody else asks meanwhile."""

log = logging.getLogger("newsroom.channels")

State, Event = Delivery.State, Attempt.Event


def begin(delivery: Delivery, now: dt.datetime) -> None:
    """Has a delivery of which nobody knows looked for, where it is a post and its platform can be asked."""
    if can_be_sought(delivery):
        Delivery.objects.filter(pk=delivery.pk).update(look_at=now + FIRST_WAIT)


def can_be_sought(delivery: Delivery) -> bool:
    """Whether the platform can be asked about it."""
    if delivery.verb != Verb.SEND or delivery.dispatch_id is None or not is_platform(delivery.channel):
        return False
    return platform(delivery.channel).abilities.find is not None


def due(rows: QuerySet[Delivery], now: dt.datetime) -> QuerySet[Delivery]:
    """Those of the rows that are to be looked for now."""
    return rows.filter(state=State.UNKNOWN, look_at__lte=now).order_by("look_at", "pk")


def look(queue: Queue, clock: Clock) -> int:
    """Asks about what is due of a queue; how many it asked about. Several workers may call this at the same time."""
    asked = 0
    for delivery in due(queue.deliveries(), clock()).select_related("dispatch__publication"):
        mine = _as_seen(delivery).filter(look_at=delivery.look_at).update(look_at=clock() + _ASKING)
        if mine:
            asked += 1
            _settle(delivery, _sighting(delivery), clock())
    return asked


def _sighting(delivery: Delivery) -> Sighting:
    taker, account = channel(delivery.channel), Account.objects.filter(pk=delivery.recipient_id).first()
    begun = delivery.attempt_rows.filter(event=Event.SENDING).order_by("-pk").first()
    if account is None or begun is None or delivery.dispatch is None or not isinstance(taker, Platform):
        return Sighting(None)
    publication = delivery.dispatch.publication
    if begun.publication_id not in {None, publication.pk}:
        publication = type(publication).objects.get(pk=begun.publication_id)
    secret = taker.open_account(account)
    if isinstance(secret, Outcome):
        return Sighting(None)
    sought = Sought(post_of(publication, delivery.channel) or {}, begun.at, delivery.remote_id, _known_at(account))
    try:
        seen = taker.find(account, secret, sought)
        return seen if seen.remote_id not in sought.others else Sighting(None, seen.detail)
    except Exception:
        # An answer that nobody has foreseen must not hold up what waits in the same queue.
        log.exception("Looking for %s failed", delivery)
        return Sighting(None)


def _known_at(account: Account) -> frozenset[str]:
    rows = Placement.objects.filter(channel=account.channel, recipient_id=account.pk).exclude(remote_id="")
    return frozenset(rows.values_list("remote_id", flat=True))


def _settle(delivery: Delivery, seen: Sighting, now: dt.datetime) -> None:
    settles = channel(delivery.channel).abilities.find or dt.timedelta(0)
    since = delivery.changed_at
    if seen.found:
        _found(delivery, seen, now)
    elif seen.found is False and now - since >= settles:
        _missing(delivery, seen, now)
    else:
        wait = settles - (now - since) if seen.found is False else max((now - since) / 2, FIRST_WAIT)
        _ask_again(delivery, seen, now, min(wait, LONGEST_WAIT))


@transaction.atomic
def _found(delivery: Delivery, seen: Sighting, now: dt.datetime) -> None:
    ended = {"state": State.DELIVERED, "proof": seen.detail[:300], "remote_id": seen.remote_id[:200]}
    if _as_seen(delivery).update(fence=F("fence") + 1, look_at=None, changed_at=now, **ended):
        delivery.refresh_from_db()
        wake_those_behind(delivery, now)
        _note(delivery, Event.FOUND, seen, now)
        places.note(delivery, Outcome("delivered", seen.detail, remote_id=seen.remote_id, url=seen.url), now)


@transaction.atomic
def _missing(delivery: Delivery, seen: Sighting, now: dt.datetime) -> None:
    again = {"state": State.QUEUED, "next_try_at": now, "lease_until": None}
    if _as_seen(delivery).update(fence=F("fence") + 1, look_at=None, changed_at=now, **again):
        delivery.refresh_from_db()
        wake_those_behind(delivery, now)
        _note(delivery, Event.MISSING, seen, now)


@transaction.atomic
def _ask_again(delivery: Delivery, seen: Sighting, now: dt.datetime, wait: dt.timedelta) -> None:
    over = now - delivery.changed_at > LOOK_FOR
    if not _as_seen(delivery).update(look_at=None if over else now + wait):
        return
    told = delivery.attempt_rows.filter(event=Event.UNFOUND, fence=delivery.fence).exists()
    if seen.found is None and now - delivery.changed_at >= TELL_AFTER and not told:
        _note(delivery, Event.UNFOUND, seen, now)


def _as_seen(delivery: Delivery) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=delivery.pk, state=State.UNKNOWN, fence=delivery.fence)


def _note(delivery: Delivery, event: str, seen: Sighting, now: dt.datetime) -> None:
    Attempt.objects.create(delivery=delivery, fence=delivery.fence, event=event, at=now, detail=seen.detail[:300])
