"""The newsroom's keys for push services (VAPID, RFC 8292): made by a command, kept in the vault, shown to nobody."""

import base64
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.db import transaction

from cms.trail.record import record

from ..models import PushKey
from ..vault import lock, unlock

if TYPE_CHECKING:
    from cms.staff.models import User


@transaction.atomic
def make_key(user: "User | None" = None) -> PushKey:
    """A new pair. Subscriptions of an older pair go on with theirs; new ones get this."""
    pair = ec.generate_private_key(ec.SECP256R1())
    raw = pair.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    public = pair.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    key = PushKey.objects.create(public=encoded(public), private=lock(encoded(raw)))
    record("push.key_made", actor=user, data={"key": key.pk})
    return key


@transaction.atomic
def ensure_key() -> PushKey:
    """The newest pair; the first is made where there is none, as a new site begins."""
    return newest_key() or make_key()


def newest_key() -> PushKey | None:
    """The key that new subscriptions belong to; None before one was made."""
    return PushKey.objects.order_by("-pk").first()


def key_of(public: object) -> PushKey | None:
    """The key of that public half; None for what is none of ours."""
    return PushKey.objects.filter(public=public).first() if isinstance(public, str) else None


def private_of(key: PushKey) -> str:
    """The private half as DER in base64url; raises ``ChannelError`` where no present key of the vault opens it."""
    return unlock(key.private)


def encoded(raw: bytes) -> str:
    """base64url without padding, as all of Web Push writes bytes."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """Raises ``ValueError`` for what is no base64url."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
