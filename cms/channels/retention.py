"""What the newsroom forgets by itself: the addresses of people who do not get the newsletter (docs/decisions/0014)."""

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms.trail.record import record

from .barring import bar_forgotten
from .models import Subscriber

BATCH = 200
"""People erased in one transaction."""


def forget_subscribers() -> bool:
    """Erases whoever asked for the newsletter and never confirmed, left it, or was taken off, more than ``NEWSLETTER_KEEP_DAYS``
    days ago.

    Called by the worker; whether there may be more. The ledger keeps that something was sent, to a number.
    """
    before = timezone.now() - dt.timedelta(days=settings.NEWSLETTER_KEEP_DAYS)
    unconfirmed = Q(state=Subscriber.State.PENDING, asked_at__lt=before)
    left = Q(state__in=Subscriber.OFF, left_at__lt=before)
    with transaction.atomic():
        gone = list(Subscriber.objects.select_for_update().filter(unconfirmed | left).order_by("pk")[:BATCH])
        for subscriber in gone:
            bar_forgotten(subscriber)
            record("subscriber.forgotten", subject=f"subscriber:{subscriber.pk}", data={"was": subscriber.state})
        Subscriber.objects.filter(pk__in=[subscriber.pk for subscriber in gone]).delete()
    return len(gone) == BATCH
