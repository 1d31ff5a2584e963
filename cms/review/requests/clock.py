"""What the worker does as days pass: it reminds the day before a request is due, and every day that it is late."""

import datetime as dt
import logging

from django.db import transaction

from cms.text.dates import today

from .models import CorrectionRequest
from .queries import unanswered
from .telling import remind

log = logging.getLogger(__name__)

BEFORE = dt.timedelta(days=1)


def tick() -> None:
    """Reminds of each request once a day. One that fails holds up no other."""
    day = today()
    for pk in unanswered().filter(due_on__lte=day + BEFORE).exclude(reminded_on=day).values_list("pk", flat=True):
        try:
            _remind(pk, day)
        except Exception:
            log.exception("Nobody was reminded of request %d", pk)


@transaction.atomic
def _remind(pk: int, day: dt.date) -> None:
    row = CorrectionRequest.objects.select_for_update(of=("self",)).get(pk=pk)
    if row.state == CorrectionRequest.State.ANSWERED or row.reminded_on == day:
        return
    first, row.reminded_on = row.reminded_on is None, day
    row.save(update_fields=["reminded_on"])
    # Between the day before and the day itself nothing is new.
    if first or row.is_late:
        remind(row)
