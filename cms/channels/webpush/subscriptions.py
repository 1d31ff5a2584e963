"""What a reader's browser asks for: to be told of new articles, and to be left alone again.

The address comes from anybody, so it leads to a push service that the operator knows, or is refused.
"""

import hashlib
import json
import logging
from typing import Any
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db import transaction

from cms.sending.address import problem_with
from cms.trail.record import record

from ..errors import ChannelError
from ..models import PushKey, PushSubscription
from ..vault import lock, unlock
from .keys import decoded
from .message import Browser

LONGEST = 1000
"""Characters of an address. Known push services stay below 500."""

log = logging.getLogger("newsroom.channels")


def parsed(said: Any) -> Browser:
    """What ``PushSubscription.toJSON()`` said; raises ``ChannelError`` for what nothing can be sent to."""
    try:
        endpoint, keys = said["endpoint"], said["keys"]
        browser = Browser(endpoint, keys["p256dh"], keys["auth"])
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(browser.p256dh))
        whole = len(decoded(browser.auth)) == 16 and len(endpoint) <= LONGEST and endpoint.isascii()
    except (TypeError, KeyError, ValueError, AttributeError) as error:
        raise ChannelError("This is no subscription.") from error
    if not whole or problem_with(endpoint):
        raise ChannelError("This is no subscription.")
    if not is_known(endpoint):
        log.warning("A browser of an unknown push service was refused: %s", urlsplit(endpoint).hostname)
        raise ChannelError("This push service is not known here.")
    return browser


def is_known(endpoint: str) -> bool:
    """Whether the address is of a push service in ``WEB_PUSH_SERVICES``, or below one, at its usual port."""
    return bool(service_of(endpoint))


def service_of(endpoint: str) -> str:
    """The push service of ``WEB_PUSH_SERVICES`` that the address belongs to; empty for none. Whatever name below it somebody makes
    up, it is one service with one pace."""
    parts = urlsplit(endpoint)
    if parts.scheme == "https" and parts.port not in {None, 443}:
        return ""
    host = parts.hostname or ""
    known = (each for each in settings.WEB_PUSH_SERVICES if host == each or host.endswith(f".{each}"))
    return next(known, "")


@transaction.atomic
def subscribe(browser: Browser, key: PushKey) -> PushSubscription:
    """Keeps the browser; the same one twice is once."""
    kept = {
        "key": key,
        "service": service_of(browser.endpoint)[:120],
        "sealed": lock(json.dumps([browser.endpoint, browser.p256dh, browser.auth])),
    }
    row, made = PushSubscription.objects.update_or_create(digest=digest_of(browser.endpoint), defaults=kept)
    if made:
        record("push.subscribed", subject=f"push:{row.pk}")
    return row


@transaction.atomic
def leave(endpoint: str) -> None:
    """Forgets the browser, whether it was known or not."""
    for row in PushSubscription.objects.filter(digest=digest_of(endpoint)):
        _forget(row, "push.left")


@transaction.atomic
def gone(pk: int) -> None:
    """Forgets a browser of which its push service says that it is not there any more."""
    for row in PushSubscription.objects.filter(pk=pk):
        _forget(row, "push.gone")


def browser_of(row: PushSubscription) -> Browser:
    """Where it is reached; raises ``ChannelError`` where no present key of the vault opens it."""
    return Browser(*json.loads(unlock(row.sealed)))


def digest_of(endpoint: str) -> str:
    return hashlib.sha256(endpoint.encode()).hexdigest()


def _forget(row: PushSubscription, act: str) -> None:
    record(act, subject=f"push:{row.pk}")
    row.delete()
