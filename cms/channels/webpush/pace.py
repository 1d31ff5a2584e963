"""A push service that wants to be left alone is, by all workers; the others go on.

All readers' messages stand in one queue, so what one service says must not hold it. Its rest stands in a row of `Lane` of its own.
"""

import datetime as dt

from django.db.models import F

from cms.sending.outcome import Outcome

from ..models import Lane

FIRST_REST = dt.timedelta(seconds=10)
LONGEST_REST = dt.timedelta(minutes=15)


def rests(service: str, now: dt.datetime) -> bool:
    """Whether nothing is sent to the service at present."""
    return Lane.objects.filter(name=_name(service), free_at__gt=now).exists()


def learn(service: str, outcome: Outcome, now: dt.datetime) -> None:
    """Remembers that the service was not reached, or asked for a rest; forgets it when it takes a message again."""
    rows = Lane.objects.filter(name=_name(service))
    if not outcome.holds_queue:
        if outcome.state == "delivered":
            rows.filter(failures__gt=0).update(failures=0, free_at=None)
        return
    lane, _made = Lane.objects.get_or_create(name=_name(service))
    rest = max(min(FIRST_REST * 2 ** min(lane.failures, 10), LONGEST_REST), outcome.after or dt.timedelta(0))
    rows.update(free_at=now + rest, failures=F("failures") + 1, trouble=outcome.detail[:300])


def _name(service: str) -> str:
    return f"webpush@{service}"[:64]
