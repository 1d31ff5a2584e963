"""Credentials that end: channel managers are warned ahead, so that no account falls silent in the middle of a congress."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from .models import Account
from .telling import tell_expiring

AHEAD = (dt.timedelta(days=14), dt.timedelta(days=3), dt.timedelta(0))
"""When they are warned: so long before the end, each time once."""


def warn() -> None:
    """Warns of every account whose credentials end soon, or have ended. Called by the worker; several may."""
    now = timezone.now()
    for account in Account.objects.filter(expires_at__lte=now + AHEAD[0]):
        _warn(account, now)


@transaction.atomic
def _warn(account: Account, now: dt.datetime) -> None:
    """Written down with the notices: another worker, or this one killed in between, neither repeats nor loses it."""
    if account.expires_at is None:
        return
    reached = max(account.expires_at - ahead for ahead in AHEAD if account.expires_at - ahead <= now)
    if account.warned_at is not None and account.warned_at >= reached:
        return
    seen = Account.objects.filter(pk=account.pk, expires_at=account.expires_at, warned_at=account.warned_at)
    if seen.update(warned_at=now):
        tell_expiring(account)
