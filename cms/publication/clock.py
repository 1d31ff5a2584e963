"""What the worker does as time passes: scheduled pages go live, and pages whose time is over are taken back."""

import datetime as dt
import logging

from django.utils import timezone

from . import actions
from .errors import ContentChanged
from .models import Shelf

log = logging.getLogger(__name__)


def tick(now: dt.datetime | None = None) -> int:
    """Does what is due and gives how many pages changed. One page that fails does not hold up the others.

    A failure is logged and the page tried again at the next tick, but for a version that is not the approved one any more: that
    will not mend itself, so it is given up, and people are told.
    """
    now = now or timezone.now()
    done = 0
    for shelf in Shelf.objects.due(now).order_by("scheduled_at", "pk"):
        try:
            done += _go_live(shelf)
        except Exception:
            log.exception("Page %d did not go live", shelf.pk)
    for shelf in Shelf.objects.run_out(now).order_by("pk"):
        try:
            actions.expire(shelf)
            done += 1
        except Exception:
            log.exception("Page %d was not marked as expired", shelf.pk)
    return done


def _go_live(shelf: Shelf) -> bool:
    try:
        return actions.go_live(shelf)
    except ContentChanged:
        log.exception("Page %d did not go live: its schedule is given up", shelf.pk)
        actions.stop(shelf)
        return False
