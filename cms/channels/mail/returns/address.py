"""The return address of a mail: it names the delivery, and is signed with a key that only the newsroom has."""

import base64
import hashlib
import hmac
import re
from typing import TYPE_CHECKING

from django.conf import settings

from ...models import Delivery

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGN = 16
"""Characters of the signature: 80 bits."""
_TAGGED = re.compile(r"\+(\d{1,18})-([a-z2-7]{16})@", re.IGNORECASE)


def return_address(delivery: Delivery) -> str:
    """Where the mail of a delivery comes back to; empty where the operator has no mailbox for that."""
    base, _at, domain = settings.NEWSLETTER_RETURN_ADDRESS.rpartition("@")
    return f"{base}+{delivery.pk}-{_signature(delivery, settings.SECRET_KEY)}@{domain}" if base else ""


def delivery_named_in(text: str) -> Delivery | None:
    """The delivery whose return address stands in the text; None where none does, or only one that is not ours."""
    for number, signature in _found_in(text):
        delivery = Delivery.objects.filter(pk=number, channel="email").first()
        if delivery is not None and any(
            hmac.compare_digest(_signature(delivery, key), signature)
            for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
        ):
            return delivery
    return None


def _found_in(text: str) -> "Iterator[tuple[int, str]]":
    for match in list(_TAGGED.finditer(text))[:20]:
        # Mail servers may write the part before the @ in capitals.
        yield int(match[1]), match[2].lower()


def _signature(delivery: Delivery, key: str) -> str:
    text = f"newsroom.channels.return:{delivery.pk}:{delivery.recipient_id}:{delivery.message_id}"
    return base64.b32encode(hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()).decode().lower()[:_SIGN]
