"""What the worker does as time passes: scheduled pages go live, and pages whose time is over are taken back."""

import datetime as dt
import logging

from django.utils import timezone

from . import actions
from .models import Shelf

log = logging.getLogger(__name__)


def tick(now: dt.datetime | None = None) -> int:
    """Does what is due and gives how many pages changed. One page that fails is logged and does not hold up the others."""
    now = now or timezone.now()
    done = 0
    for shelf in Shelf.objects.due(now).order_by("scheduled_at", "pk"):
        try:
            done += actions.go_live(shelf)
        except Exception:
            log.exception("Page %d did not go live", shelf.pk)
    for shelf in Shelf.objects.run_out(now).order_by("pk"):
        try:
            actions.expire(shelf)
            done += 1
        except Exception:
            log.exception("Page %d was not marked as expired", shelf.pk)
    return done
