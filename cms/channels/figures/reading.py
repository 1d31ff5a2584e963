"""Asks platforms what they have counted: often while a post is new, then more and more seldom, then no more."""

import datetime as dt
import logging
from itertools import groupby

from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.sending.http import Unanswered
from cms.sending.outcome import Outcome

from ..errors import ChannelError
from ..models import Account, Figures, Lane, Placement
from ..platform import Platform
from ..registry import platforms

log = logging.getLogger("newsroom.channels")

_HOUR, _DAY = dt.timedelta(hours=1), dt.timedelta(days=1)

SCHEDULE = ((_DAY, _HOUR), (7 * _DAY, 6 * _HOUR), (30 * _DAY, _DAY))
"""Up to which age of a post it is asked how often; an older one is not asked any more."""

BATCH = 50
"""Posts a round, of all accounts: one request each."""


def tick() -> None:
    """Reads what is due. Called by the worker; several may."""
    counting = {one.code: one for one in platforms() if one.counts}
    now = timezone.now()
    due = _due(counting, now).order_by("channel", "recipient_id", "-posted_at")[:BATCH]
    for (code, account_id), places in groupby(due, key=lambda place: (place.channel, place.recipient_id)):
        _read_of(counting[code], account_id or 0, list(places), now)


def _due(codes: "dict[str, Platform]", now: dt.datetime) -> QuerySet[Placement]:
    rows = Placement.objects.filter(
        channel__in=codes, state=Placement.State.STANDS, posted_at__gt=now - SCHEDULE[-1][0]
    ).exclude(remote_id="")
    return rows.filter(Q(figures=None) | Q(figures__next_at__lte=now)).select_related("figures")


def _read_of(taker: Platform, account_id: int, places: list[Placement], now: dt.datetime) -> None:
    account = Account.objects.filter(pk=account_id, active=True).first()
    lane = Lane.objects.filter(name=f"{taker.code}:{account_id}").first()
    if account is None or (lane is not None and not lane.is_free(now)):
        # Whoever wants to be left alone is; what is due stays due.
        return
    try:
        secret = taker.open_account(account)
    except ChannelError:
        return
    if isinstance(secret, Outcome):
        return
    ours = [place for place in places if _take(place, now)]
    try:
        for place, counted in taker.figures(account, secret, ours):
            Figures.objects.filter(placement=place).update(read_at=now, **vars(counted))
    except Unanswered as silent:
        log.info("The figures of %s %s were not read: %s", taker.code, account_id, silent.outcome.detail)
    except Exception:
        # An answer that nobody has foreseen must not hold up the other accounts.
        log.exception("The figures of %s %s could not be read", taker.code, account_id)


def _take(place: Placement, now: dt.datetime) -> bool:
    """Whether it is this worker's to read."""
    next_at = now + next(pause for until, pause in SCHEDULE if now - place.posted_at <= until)
    row, made = Figures.objects.get_or_create(placement=place, defaults={"next_at": next_at})
    return made or bool(Figures.objects.filter(pk=row.pk, next_at__lte=now).update(next_at=next_at))
