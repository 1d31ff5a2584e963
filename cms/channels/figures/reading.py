"""Asks platforms what they have counted: often while a post is new, then more and more seldom, then no more."""

import datetime as dt
import logging

from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.sending.http import Unanswered
from cms.sending.outcome import Outcome
from cms.sending.retry import asked

from ..models import Account, Figures, Lane, Placement
from ..outbox.lanes import Queue, rest
from ..platform import Platform
from ..registry import platforms

log = logging.getLogger("newsroom.channels")

_HOUR, _DAY = dt.timedelta(hours=1), dt.timedelta(days=1)

SCHEDULE = ((_DAY, _HOUR), (7 * _DAY, 6 * _HOUR), (30 * _DAY, _DAY))
"""Up to which age of a post it is asked how often; an older one is not asked any more."""

BATCH = 25
"""Posts of one account a round: at most a request each."""

AGAIN = dt.timedelta(minutes=15)
"""When those are due again that an account did not answer for."""


def tick() -> None:
    """Reads what is due, account by account. Called by the worker; several may."""
    counting = {one.code: one for one in platforms() if one.counts}
    accounts = Account.objects.filter(channel__in=counting, active=True).exclude(credentials="")
    for account in accounts.order_by("pk"):
        _read_of(counting[account.channel], account, timezone.now())


def _due(account: Account, now: dt.datetime) -> QuerySet[Placement]:
    rows = Placement.objects.filter(
        channel=account.channel,
        recipient_id=account.pk,
        state=Placement.State.STANDS,
        posted_at__gt=now - SCHEDULE[-1][0],
    ).exclude(remote_id="")
    due = rows.filter(Q(figures=None) | Q(figures__next_at__lte=now))
    return due.select_related("figures").order_by("-posted_at", "-pk")


def _read_of(taker: Platform, account: Account, now: dt.datetime) -> None:
    queue = Queue(account.channel, account.pk)
    lane = Lane.objects.filter(name=str(queue)).first()
    if lane is not None and not lane.is_free(now):
        # Whoever wants to be left alone is; what is due stays due.
        return
    places = list(_due(account, now)[:BATCH])
    secret = taker.open_account(account) if places else None
    if secret is None or isinstance(secret, Outcome):
        return
    ours = [place for place in places if _take(place, now)]
    try:
        for place, counted in taker.figures(account, secret, ours):
            Figures.objects.filter(placement=place).update(read_at=now, **vars(counted))
    except Unanswered as silent:
        log.info("The figures of %s were not read: %s", queue, silent.outcome.detail)
        Figures.objects.filter(placement__in=ours).exclude(read_at=now).update(next_at=now + AGAIN)
        if silent.outcome.after:
            rest(queue, now + asked(silent.outcome.after))
    except Exception:
        # An answer that nobody has foreseen must not hold up the other accounts.
        log.exception("The figures of %s could not be read", queue)


def _take(place: Placement, now: dt.datetime) -> bool:
    """Whether it is this worker's to read."""
    next_at = now + next(pause for until, pause in SCHEDULE if now - place.posted_at <= until)
    row, made = Figures.objects.get_or_create(placement=place, defaults={"next_at": next_at})
    return made or bool(Figures.objects.filter(pk=row.pk, next_at__lte=now).update(next_at=next_at))
