"""A push service that wants to be left alone is, by all workers; the others go on.

All readers' messages stand in one queue, so what one service says must not hold it. Its rest stands in a row of `Lane` of its own.
"""

import datetime as dt
from collections.abc import Iterable

from django.db.models import F

from cms.sending.outcome import Outcome

from ..channel import Envelope
from ..models import Lane
from ..outbox.lanes import STUCK_AFTER, rest_after
from ..telling import tell_stuck


def rest_of(service: str, now: dt.datetime) -> dt.timedelta:
    """How long nothing is sent to the service; nothing where it may be asked now."""
    free_at = Lane.objects.filter(name=_name(service), free_at__gt=now).values_list("free_at", flat=True).first()
    return free_at - now if free_at else dt.timedelta(0)


def learn(service: str, outcome: Outcome, envelope: Envelope) -> None:
    """Remembers that the service was not reached, or asked for a rest; forgets it when it takes a message again. Channel managers
    are told where that lasts, as of any queue."""
    now = envelope.at
    rows = Lane.objects.filter(name=_name(service))
    if not outcome.holds_queue:
        if outcome.state == "delivered":
            rows.filter(failures__gt=0).update(failures=0, free_at=None)
        return
    lane, _made = Lane.objects.get_or_create(name=_name(service))
    rows.update(
        free_at=now + rest_after(lane.failures, outcome), failures=F("failures") + 1, trouble=outcome.detail[:300]
    )
    if lane.failures + 1 == STUCK_AFTER:
        tell_stuck(envelope.delivery, outcome.detail, service)


def troubles(services: Iterable[str]) -> dict[str, Lane]:
    """Those of the services that are left alone, or were when they were last asked."""
    names = {_name(service): service for service in services}
    return {names[lane.name]: lane for lane in Lane.objects.filter(name__in=names, failures__gt=0)}


def _name(service: str) -> str:
    return f"webpush@{service}"[:64]
