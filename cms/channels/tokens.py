"""Secret links in mails. The database keeps a digest and a salt; the link itself is made from them and the site's key, so
neither a copy of the database nor the ledger lets anybody act for a subscriber."""

import base64
import datetime as dt
import hashlib
import hmac
import secrets

from django.conf import settings
from django.utils import timezone

from .models import Subscriber, SubscriberToken

CONFIRM_WITHIN = dt.timedelta(days=7)
"""How long the link in a confirmation mail works."""


def token_for(subscriber: Subscriber, purpose: SubscriberToken.Purpose) -> str:
    """The subscriber's present token; a new one where there is none, it is nearly over, or the site's key has changed.

    Older links to unsubscribe go on working.
    """
    now = timezone.now()
    for row in subscriber.tokens.filter(purpose=purpose).order_by("-pk"):
        token = _token(row)
        fresh = row.expires_at is None or row.expires_at > now + CONFIRM_WITHIN / 7
        if fresh and hmac.compare_digest(_digest(token), row.digest):
            return token
    row = SubscriberToken(
        subscriber=subscriber,
        purpose=purpose,
        salt=secrets.token_hex(16),
        made_at=now,
        expires_at=now + CONFIRM_WITHIN if purpose == SubscriberToken.Purpose.CONFIRM else None,
    )
    token = _token(row)
    row.digest = _digest(token)
    row.save()
    return token


def subscriber_of(token: str, purpose: SubscriberToken.Purpose) -> Subscriber | None:
    """Whose token it is; None for one that is unknown, of another purpose, or over."""
    row = (
        SubscriberToken.objects.select_related("subscriber").filter(digest=_digest(token), purpose=purpose).first()
        if token.isascii()
        else None
    )
    if row is None or (row.expires_at and row.expires_at <= timezone.now()):
        return None
    return row.subscriber


def _token(row: SubscriberToken) -> str:
    text = f"newsroom.channels.token:{row.purpose}:{row.subscriber_id}:{row.salt}"
    raw = hmac.new(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
