"""What is done with the trail itself. Its entries are only ever added."""

import datetime as dt

from django.conf import settings
from django.db import transaction

from cms.text.dates import today

from .models import Origin
from .record import record


@transaction.atomic
def erase_addresses() -> int:
    """Empties the network addresses that are older than ``TRAIL_ADDRESS_DAYS``; gives how many there were."""
    before = today() - dt.timedelta(days=settings.TRAIL_ADDRESS_DAYS)
    erased = Origin.objects.filter(day__lt=before, address__isnull=False).update(address=None)
    if erased:
        record("trail.addresses_erased", data={"before": before.isoformat(), "count": erased})
    return erased
