"""What the worker does as time passes: it reminds of what nobody has looked at, and reports a month when it is over."""

import datetime as dt
import logging

from django.db import transaction
from django.utils import timezone

from cms.publication.models import Publication
from cms.text.dates import today

from .models import AfterReview, EmergencyMonth
from .queries import after_reviews_in, month_before, month_bounds, open_after_reviews
from .telling import remind, tell_month

log = logging.getLogger(__name__)

AGAIN = dt.timedelta(days=1)
"""Between reminders of what is still open."""


def tick() -> None:
    """Reminds of every open after-review once a day, and reports the month before, once. One that fails holds up no other."""
    now = timezone.now()
    for row in open_after_reviews().filter(opened_at__lte=now - AGAIN).exclude(reminded_at__gt=now - AGAIN):
        try:
            _remind(row.pk, now)
        except Exception:
            log.exception("Nobody was reminded of after-review %d", row.pk)
    report(month_before(today()))


@transaction.atomic
def _remind(pk: int, now: dt.datetime) -> None:
    """Written down with the notices: another worker, or this one killed in between, neither repeats nor loses it."""
    row = AfterReview.objects.select_for_update(of=("self",)).select_related("publication").get(pk=pk)
    if row.is_open and (row.reminded_at is None or row.reminded_at <= now - AGAIN):
        row.reminded_at = now
        row.save(update_fields=["reminded_at"])
        remind(row)


@transaction.atomic
def report(month: dt.date) -> bool:
    """Tells approving editors and administrators of the month, unless that was done; whether this call did it.

    Before the newsroom's first publication there is nothing to report.
    """
    if EmergencyMonth.objects.filter(month=month).exists():
        return False
    if not Publication.objects.filter(sealed_at__lt=month_bounds(month)[1]).exists():
        return False
    _row, made = EmergencyMonth.objects.get_or_create(month=month)
    if made:
        rows = list(after_reviews_in(month))
        tell_month(month, len(rows), sum(row.is_open for row in rows))
    return made
