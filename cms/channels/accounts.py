"""The newsroom's accounts on platforms: kept, given their credentials, tried, paused. Each act with its check and its entry."""

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.trail.record import record

from .errors import ChannelError
from .models import Account, Delivery, Lane, Renewal
from .permissions import check_manager
from .telling import tell_closed
from .vault import Credentials, lock, unlock

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from cms.staff.models import User

    from .outbox.lanes import Queue


@transaction.atomic
def save_account(account: Account, user: "User") -> Account:
    """Keeps a new or changed account; one that is switched on again forgets why it was stopped. Raises ``PermissionDenied``, and
    ``ChannelError`` where it is to get articles and has no credentials."""
    check_manager(user)
    if account.active and not account.credentials:
        raise ChannelError(_("Enter the credentials of “%(name)s” first.") % {"name": account.name})
    act = "account.changed" if account.pk else "account.added"
    if account.active:
        account.stopped_because = ""
    said = ["name", "is_test", "active", *(["stopped_because"] if account.active else [])]
    # Not the credentials, which the worker may be renewing at this moment.
    account.save(update_fields=said if account.pk else None)
    record(
        act, actor=user, subject=f"account:{account.pk}", data={"channel": account.channel, "active": account.active}
    )
    return account


@transaction.atomic
def remove_account(account: Account, user: "User") -> None:
    """Forgets an account with its credentials; the ledger keeps what stands there. Raises ``PermissionDenied``."""
    check_manager(user)
    record("account.removed", actor=user, subject=f"account:{account.pk}", data={"channel": account.channel})
    Lane.objects.filter(name=f"{account.channel}:{account.pk}").delete()
    account.delete()


@transaction.atomic
def keep_credentials(
    account: Account, credentials: Credentials, user: "User", *, expires_at: dt.datetime | None = None
) -> None:
    """Keeps credentials that the platform has accepted, encrypted, and when they end, where it says so. The trail hears that it was
    done, and nothing of them. The queue goes on at once where it rested."""
    check_manager(user)
    account.credentials, account.credentials_at = lock(json.dumps(credentials)), timezone.now()
    account.expires_at, account.warned_at, account.stopped_because = expires_at, None, ""
    account.save(update_fields=["credentials", "credentials_at", "expires_at", "warned_at", "stopped_because"])
    asking = account.renewals.filter(state=Renewal.State.ASKING)
    asking.update(state=Renewal.State.NEEDLESS, ended_at=account.credentials_at)
    Lane.objects.filter(name=f"{account.channel}:{account.pk}").update(free_at=None, failures=0)
    _wake(Delivery.objects.filter(channel=account.channel, recipient_id=account.pk))
    record("account.credentials_set", actor=user, subject=f"account:{account.pk}")


def credentials_of(account: Account) -> Credentials:
    """The credentials again; raises ``ChannelError`` where there are none, or no present key opens them."""
    if not account.credentials:
        raise ChannelError(_("The account has no credentials."))
    found: dict[str, Any] = json.loads(unlock(account.credentials))
    return Credentials({name: str(value) for name, value in found.items()})


@transaction.atomic
def stop(account_id: int, because: str) -> None:
    """Switches an account off that its platform has closed to us; ``because`` is a stable code."""
    if Account.objects.filter(pk=account_id, active=True).update(active=False, stopped_because=because):
        record("account.stopped", subject=f"account:{account_id}", data={"because": because})
        tell_closed(Account.objects.get(pk=account_id))


@transaction.atomic
def post_test(account: Account, user: "User") -> Delivery:
    """Queues a test post. Raises ``ChannelError`` unless the account is one for tests and has credentials."""
    check_manager(user)
    if not account.is_test:
        raise ChannelError(_("Test posts go to accounts for tests only: nothing untrue stands where readers are."))
    if not account.credentials:
        raise ChannelError(_("Enter the credentials of “%(name)s” first.") % {"name": account.name})
    delivery = Delivery.objects.create(channel=account.channel, recipient_id=account.pk, purpose=Delivery.Purpose.TEST)
    record("account.tested", actor=user, subject=f"account:{account.pk}", data={"delivery": delivery.pk})
    return delivery


@transaction.atomic
def pause(queue: "Queue", user: "User") -> None:
    """Holds a queue back, on every machine, until somebody lets it go on."""
    check_manager(user)
    lane, _made = Lane.objects.get_or_create(name=str(queue))
    if Lane.objects.filter(pk=lane.pk, paused_at=None).update(paused_at=timezone.now(), paused_by=user):
        record("queue.paused", actor=user, data={"queue": str(queue)})


@transaction.atomic
def resume(queue: "Queue", user: "User") -> None:
    """Lets a queue go on, at once, also where it rested after failures."""
    check_manager(user)
    held = Lane.objects.filter(name=str(queue), paused_at__isnull=False)
    if held.update(paused_at=None, paused_by=None, free_at=None, failures=0):
        _wake(queue.deliveries())
        record("queue.resumed", actor=user, data={"queue": str(queue)})


def _wake(waiting: "QuerySet[Delivery]") -> None:
    """What waits for its next try has it now."""
    now = timezone.now()
    waiting.filter(state=Delivery.State.QUEUED, next_try_at__gt=now).update(next_try_at=now)
