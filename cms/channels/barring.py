"""Who is put on no list any more, without a list of who that is: digests with a key that is not in the database."""

import hashlib
import hmac
from collections.abc import Collection, Iterable

from django.conf import settings

from .models import Barred, Subscriber

_AFTER = {
    Subscriber.State.UNSUBSCRIBED: Barred.Why.LEFT,
    Subscriber.State.COMPLAINED: Barred.Why.COMPLAINED,
}


def bar(address: str, why: Barred.Why) -> None:
    """Keeps the digest of an address; in the transaction that forgets the address itself."""
    Barred.objects.update_or_create(digest=_digest(address, settings.SECRET_KEY), defaults={"why": why})


def bar_forgotten(subscriber: Subscriber) -> None:
    """The same for somebody whose time is over, where they had said that they want nothing more."""
    why = _AFTER.get(Subscriber.State(subscriber.state))
    if why is not None:
        bar(subscriber.email, why)


def lift(address: str) -> None:
    """Forgets that an address was barred: its owner has just confirmed a subscription."""
    Barred.objects.filter(digest__in=_digests(address)).delete()


def barred_among(addresses: Iterable[str]) -> set[str]:
    """Those of the addresses that are barred, also by an older key that the settings still name."""
    by_digest = {digest: address for address in addresses for digest in _digests(address)}
    found: set[str] = set()
    for some in _batched(list(by_digest)):
        kept = Barred.objects.filter(digest__in=some).values_list("digest", flat=True)
        found.update(by_digest[digest] for digest in kept)
    return found


def _batched(digests: list[str]) -> Iterable[Collection[str]]:
    """So many that one query can name them."""
    return (digests[start : start + 500] for start in range(0, len(digests), 500))


def _digests(address: str) -> list[str]:
    return [_digest(address, key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def _digest(address: str, key: str) -> str:
    return hmac.new(key.encode(), f"newsroom.channels.barred:{address.lower()}".encode(), hashlib.sha256).hexdigest()
