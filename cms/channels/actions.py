"""What the newsroom does with deliveries, partners and subscribers: each act with its check and its trail entry."""

import base64
import secrets
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.trail.record import record

from .errors import ChannelError
from .models import Attempt, Delivery, Dispatch, Subscriber, WebhookEndpoint
from .permissions import user_can_manage_channels
from .vault import lock

if TYPE_CHECKING:
    from cms.staff.models import User

ARRIVED = "arrived"
RESEND = "resend"


def settle(delivery: Delivery, user: "User", outcome: str, *, fence: int | None = None) -> Delivery:
    """A person says how a delivery ended: it ``arrived``, or is to be sent again (``resend``). ``fence`` is what the person
    had in view: two who settle at the same time don't send twice.

    Raises ``PermissionDenied``, and ``ChannelError`` where somebody else was faster or the article has moved on.
    """
    _check_manager(user)
    seen = delivery.fence if fence is None else fence
    with transaction.atomic():
        now = timezone.now()
        if outcome == ARRIVED:
            settled = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.UNKNOWN, fence=seen)
            changed = settled.update(
                state=Delivery.State.DELIVERED, fence=F("fence") + 1, changed_at=now, proof=_("settled by a person")
            )
            event = Attempt.Event.SETTLED
        elif outcome == RESEND:
            _check_still_wanted(delivery)
            again = Delivery.objects.filter(pk=delivery.pk, state__in=Delivery.RESENDABLE, fence=seen)
            changed = again.update(
                state=Delivery.State.QUEUED,
                fence=F("fence") + 1,
                attempts=0,
                next_try_at=now,
                lease_until=None,
                changed_at=now,
            )
            event = Attempt.Event.RESEND
        else:
            raise ChannelError(_("Say whether it has arrived or is to be sent again."))
        if not changed:
            raise ChannelError(_("The delivery has changed meanwhile. Look at it again."))
        was = delivery.state
        delivery.refresh_from_db()
        Attempt.objects.create(delivery=delivery, fence=delivery.fence, event=event, at=now, user=user)
        record("delivery.settled", actor=user, subject=f"delivery:{delivery.pk}", data={"was": was, "outcome": outcome})
    return delivery


def make_secret(endpoint: WebhookEndpoint, user: "User") -> str:
    """A new secret for the endpoint, to be shown this once; the old one stops working. Raises ``PermissionDenied``.

    32 random bytes, as Standard Webhooks asks for 24 to 64.
    """
    _check_manager(user)
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
    with transaction.atomic():
        endpoint.secret, endpoint.secret_made_at = lock(secret), timezone.now()
        endpoint.save(update_fields=["secret", "secret_made_at"])
        record("endpoint.secret_made", actor=user, subject=f"endpoint:{endpoint.pk}")
    return secret


def save_endpoint(endpoint: WebhookEndpoint, user: "User") -> WebhookEndpoint:
    """Keeps a new or changed endpoint; one that is switched on again forgets why it was stopped. Raises ``PermissionDenied``."""
    _check_manager(user)
    with transaction.atomic():
        action = "endpoint.changed" if endpoint.pk else "endpoint.added"
        if endpoint.active:
            endpoint.stopped_because = ""
        endpoint.save()
        record(action, actor=user, subject=f"endpoint:{endpoint.pk}", data={"active": endpoint.active})
    return endpoint


def remove_endpoint(endpoint: WebhookEndpoint, user: "User") -> None:
    """Forgets a partner's endpoint; the ledger keeps what it got. Raises ``PermissionDenied``."""
    _check_manager(user)
    with transaction.atomic():
        record("endpoint.removed", actor=user, subject=f"endpoint:{endpoint.pk}")
        endpoint.delete()


def erase_subscriber(subscriber: Subscriber, user: "User") -> None:
    """Erases the person's address; the ledger keeps the numbers. Raises ``PermissionDenied``."""
    _check_manager(user)
    with transaction.atomic():
        record("subscriber.erased", actor=user, subject=f"subscriber:{subscriber.pk}")
        subscriber.delete()


def _check_manager(user: "User") -> None:
    if not user_can_manage_channels(user):
        raise PermissionDenied(_("Only a channel manager, an approving editor or an administrator may do this."))


def _check_still_wanted(delivery: Delivery) -> None:
    dispatch = delivery.dispatch
    if dispatch is None:
        return
    later = Dispatch.objects.filter(page_id=dispatch.page_id, channel=dispatch.channel, number__gt=dispatch.number)
    if later.exclude(state=Dispatch.State.NOT_SENT).exists():
        raise ChannelError(
            _("A newer version of the article has gone to this channel: the older one is not sent again.")
        )
