"""What the newsroom does with partners and subscribers: each act with its check and its trail entry."""

import base64
import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from cms.trail.record import record

from .barring import bar
from .models import Barred, Subscriber, WebhookEndpoint
from .permissions import check_manager
from .vault import lock

if TYPE_CHECKING:
    from cms.staff.models import User


def make_secret(endpoint: WebhookEndpoint, user: "User") -> str:
    """A new secret for the endpoint, to be shown this once; the old one stops working. Raises ``PermissionDenied``.

    32 random bytes, as Standard Webhooks asks for 24 to 64.
    """
    check_manager(user)
    secret = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
    with transaction.atomic():
        endpoint.secret, endpoint.secret_made_at = lock(secret), timezone.now()
        endpoint.save(update_fields=["secret", "secret_made_at"])
        record("endpoint.secret_made", actor=user, subject=f"endpoint:{endpoint.pk}")
    return secret


def save_endpoint(endpoint: WebhookEndpoint, user: "User") -> WebhookEndpoint:
    """Keeps a new or changed endpoint; one that is switched on again forgets why it was stopped. Raises ``PermissionDenied``."""
    check_manager(user)
    with transaction.atomic():
        action = "endpoint.changed" if endpoint.pk else "endpoint.added"
        if endpoint.active:
            endpoint.stopped_because = ""
        said = ["name", "url", "active", *(["stopped_because"] if endpoint.active else [])]
        # Not the secret, which somebody else may be making anew at this moment.
        endpoint.save(update_fields=said if endpoint.pk else None)
        record(action, actor=user, subject=f"endpoint:{endpoint.pk}", data={"active": endpoint.active})
    return endpoint


def remove_endpoint(endpoint: WebhookEndpoint, user: "User") -> None:
    """Forgets a partner's endpoint; the ledger keeps what it got. Raises ``PermissionDenied``."""
    check_manager(user)
    with transaction.atomic():
        record("endpoint.removed", actor=user, subject=f"endpoint:{endpoint.pk}")
        endpoint.delete()


def erase_subscriber(subscriber: Subscriber, user: "User | None") -> None:
    """Erases the person's address; the ledger keeps the numbers, and no list brings the address back. ``user`` is None at the
    operator's own command line. Raises ``PermissionDenied``."""
    if user is not None:
        check_manager(user)
    with transaction.atomic():
        bar(subscriber.email, Barred.Why.ERASED)
        record("subscriber.erased", actor=user, subject=f"subscriber:{subscriber.pk}")
        subscriber.delete()
