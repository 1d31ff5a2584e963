"""A push message in its envelope: encrypted for one browser (RFC 8291), signed for its push service (RFC 8292)."""

import json
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from py_vapid import Vapid02

from ..channel import Payload
from .keys import decoded

MOST_BYTES = 3800
"""Bytes of the message before it is encrypted. Push services take 4,096 afterwards (RFC 8030, 7.2); some less."""

SIGNED_FOR = 12 * 3600
"""Seconds; at most 24 hours (RFC 8292, 2)."""


@dataclass(frozen=True)
class Browser:
    """Where a browser is reached, and with what it opens a message. Its ``repr`` shows none of it."""

    endpoint: str
    p256dh: str
    auth: str

    def __repr__(self) -> str:
        return "<browser>"


def bytes_of(payload: Payload) -> bytes:
    """The message as its browser reads it."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def encrypted(payload: Payload, browser: Browser) -> bytes:
    """The message as aes128gcm in one record, for this browser alone; a fresh pair and salt each time."""
    sealed: bytes = http_ece.encrypt(
        bytes_of(payload),
        private_key=ec.generate_private_key(ec.SECP256R1()),
        dh=decoded(browser.p256dh),
        auth_secret=decoded(browser.auth),
        version="aes128gcm",
    )
    return sealed


def authorization(endpoint: str, private: str) -> str:
    """The header that says who sends: good for this push service, and for some hours."""
    parts = urlsplit(endpoint)
    # Its check of the contact refuses a port, and with it every newsroom that is tried out on one machine.
    signer = Vapid02.from_string(private)
    signer.conf["no-strict"] = True
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(time.time()) + SIGNED_FOR,
        "sub": settings.PUBLIC_BASE_URL,
    }
    return str(signer.sign(claims)["Authorization"])
