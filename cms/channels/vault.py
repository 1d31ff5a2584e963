"""Secrets of partners and accounts, encrypted in the database with a key that is not in it."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from .errors import ChannelError


class Credentials(dict[str, str]):
    """What opens an account, by the names of its fields. It shows the names alone, wherever it is printed."""

    def __repr__(self) -> str:
        return f"<credentials: {', '.join(sorted(self))}>"

    __str__ = __repr__


def lock(secret: str) -> str:
    """The secret as it is stored."""
    return _keys().encrypt(secret.encode()).decode()


def unlock(stored: str) -> str:
    """The secret again; raises ``ChannelError`` where no present key opens it, as after a change of ``SECRET_KEY``."""
    try:
        return _keys().decrypt(stored.encode()).decode()
    except InvalidToken as error:
        raise ChannelError("The stored secret can't be read with the present key; make a new one.") from error


def _keys() -> MultiFernet:
    return MultiFernet([_key(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"newsroom.channels.vault:" + secret.encode()).digest()))
