"""What accounts on platforms need from time to time, whether anything is posted or not."""

import logging

from django.utils import timezone

from .errors import ChannelError
from .models import Account
from .registry import platforms

log = logging.getLogger("newsroom.channels")


def tick() -> None:
    """Looks after every account that has credentials; called by the worker. One that fails holds up no other."""
    known = {one.code: one for one in platforms()}
    for account in Account.objects.filter(channel__in=known).exclude(credentials="").order_by("pk"):
        try:
            known[account.channel].look_after(account, timezone.now())
        except ChannelError:
            # No present key opens them: whoever sends there is told so.
            continue
        except Exception:
            log.exception("Looking after account %s failed", account.pk)
