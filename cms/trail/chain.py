"""The chain: each entry carries a keyed digest of itself and of the one before, so that a change, a gap or a deletion shows."""

import hashlib
import hmac

from django.conf import settings

from .models import Entry

START = "0" * 64


def link_of(entry: Entry, previous_link: str) -> str:
    """HMAC-SHA-256 over the entry and the link before it, as 64 hexadecimal digits."""
    fields = [previous_link, str(entry.number), entry.at, entry.action, entry.actor, entry.subject, entry.data]
    # The first entries knew of no source; each field has its length before it, so seven are never taken for nine.
    if entry.route or entry.origin:
        fields += [entry.route, entry.origin]
    message = b"".join(len(raw).to_bytes(8, "big") + raw for raw in (field.encode() for field in fields))
    return hmac.new(settings.TRAIL_KEY.encode(), message, hashlib.sha256).hexdigest()


def words_digest(number: int, text: str) -> str:
    """What an entry holds of the words beside it: without the key nobody finds out by trying what they were."""
    return hmac.new(settings.TRAIL_KEY.encode(), f"words {number} {text}".encode(), hashlib.sha256).hexdigest()
