"""A push service as browsers' makers run it (RFC 8030, 8188, 8291, 8292), with a browser behind it that opens what it is given.

What opens a message is written from the standards, on the primitives of `cryptography` alone: nothing here is the newsroom's.
"""

import base64
import json
import os
import secrets
import struct
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from .http import ASKED_WAIT, Answer, Fault, HttpPlatform, Request


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _derived(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


class Browser:
    """What a browser keeps of a subscription: a pair of keys and a secret that never leave it."""

    def __init__(self, pair: ec.EllipticCurvePrivateKey | None = None, auth: bytes | None = None) -> None:
        self.pair = pair or ec.generate_private_key(ec.SECP256R1())
        self.auth = auth or os.urandom(16)
        self.public = self.pair.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def opened(self, body: bytes) -> bytes:
        """The message of one record (RFC 8188, 2; RFC 8291, 3.4); raises where it was not encrypted for this browser."""
        salt, size, length = body[:16], *struct.unpack("!LB", body[16:21])
        theirs, record = body[21 : 21 + length], body[21 + length :]
        assert len(record) <= size
        shared = self.pair.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs))
        secret = _derived(shared, self.auth, b"WebPush: info\0" + self.public + theirs, 32)
        key = _derived(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _derived(secret, salt, b"Content-Encoding: nonce\0", 12)
        plain = AESGCM(key).decrypt(nonce, record, None).rstrip(b"\0")
        assert plain[-1:] == b"\2", "the last record ends so"
        return plain[:-1]


class PushService(HttpPlatform):
    """``browsers`` by the path of their subscription; ``messages`` is what each was given, newest last; ``waiting`` holds by topic
    what a browser that is off has not been given yet."""

    def __init__(self) -> None:
        super().__init__()
        self.browsers: dict[str, tuple[Browser, str]] = {}
        self.messages: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.off = False
        self.waiting: dict[tuple[str, str], dict[str, Any]] = {}

    def subscribed(self, key: str) -> dict[str, Any]:
        """A new browser's ``PushSubscription.toJSON()``, for messages of that key alone."""
        browser, path = Browser(), f"/wpush/{secrets.token_urlsafe(24)}"
        self.browsers[path] = (browser, key)
        return {
            "endpoint": self.base + path,
            "expirationTime": None,
            "keys": {"p256dh": b64(browser.public), "auth": b64(browser.auth)},
        }

    def on_screen(self) -> dict[str, dict[str, Any]]:
        """The notifications that stand there, by tag: a later one has taken the place of an earlier."""
        return {said["tag"]: said for _path, _headers, said in self.messages}

    def changes(self, request: Request) -> bool:
        return True

    def fault(self, fault: Fault) -> Answer:
        codes = {Fault.WAIT: 429, Fault.GONE: 410, Fault.FAIL: 500}
        return Answer(codes[fault], headers={"retry-after": str(ASKED_WAIT)} if fault == Fault.WAIT else {})

    def answer(self, request: Request) -> Answer:
        if request.path not in self.browsers:
            return Answer(404)
        browser, key = self.browsers[request.path]
        if not self._is_ours(request, key):
            return Answer(403)
        if len(request.body) > 4096:
            return Answer(413)
        topic = request.headers.get("topic", "")
        if len(topic) > 32 or not request.headers.get("ttl", "").isdigit():
            return Answer(400)
        if request.headers.get("content-encoding") != "aes128gcm":
            return Answer(415)
        if request.headers.get("urgency") not in {"very-low", "low", "normal", "high"}:
            return Answer(400)
        said = json.loads(browser.opened(request.body))
        if self.off:
            self.waiting[request.path, topic or secrets.token_hex(4)] = said
        else:
            self.messages.append((request.path, request.headers, said))
        return Answer(201, headers={"location": f"{self.base}/message/{secrets.token_hex(8)}"})

    def _is_ours(self, request: Request, key: str) -> bool:
        """Whether the one signed to whom the browser gave the subscription, for this service, for a day at most (RFC 8292)."""
        scheme, _space, rest = request.headers.get("authorization", "").partition(" ")
        parts = dict(each.strip().split("=", 1) for each in rest.split(","))
        if scheme != "vapid" or parts["k"] != key:
            return False
        signed, _dot, signature = parts["t"].rpartition(".")
        raw = unb64(signature)
        r, s = int.from_bytes(raw[:32]), int.from_bytes(raw[32:])
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unb64(key))
        point.verify(utils.encode_dss_signature(r, s), signed.encode(), ec.ECDSA(hashes.SHA256()))
        head, claims = (json.loads(unb64(part)) for part in signed.split("."))
        fresh = self.now() < claims["exp"] <= self.now() + 24 * 3600
        return head["alg"] == "ES256" and claims["aud"] == self.base and fresh and bool(claims["sub"])
