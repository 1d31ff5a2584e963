"""The two secrets of a sign-off: the link's token and the one-time code.

The database keeps only digests, keyed for the code, whose eight digits could be tried out. What a mail holds is made from a salt
and ``SECRET_KEY``, so a mail can wait for its server without the secret standing anywhere.
"""

import base64
import hashlib
import secrets

from django.utils.crypto import constant_time_compare, salted_hmac

CODE_DIGITS = 8


def new_salt() -> str:
    return secrets.token_hex(32)


def token_of(salt: str) -> str:
    """The token of a link: 256 bits, 43 characters of an address."""
    raw = salted_hmac("newsroom.signoff.link", salt, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def token_digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def code_of(salt: str) -> str:
    """A one-time code of ``CODE_DIGITS`` digits."""
    raw = salted_hmac("newsroom.signoff.code", salt, algorithm="sha256").digest()
    return f"{int.from_bytes(raw[:16], 'big') % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def code_digest(request_id: int, code: str) -> str:
    """The keyed digest of a code: it belongs to one request, and no other request's code has it."""
    return salted_hmac("newsroom.signoff.code.kept", f"{request_id}:{code}", algorithm="sha256").hexdigest()


def code_fits(request_id: int, kept: str, typed: str) -> bool:
    """Whether the typed code (spaces and points left out) is the one that is kept; in constant time."""
    digits = "".join(character for character in typed if character in "0123456789")
    return constant_time_compare(code_digest(request_id, digits), kept) and bool(kept)


def in_groups(code: str) -> str:
    """``"1234 5678"``, as one reads it aloud."""
    return f"{code[:4]} {code[4:]}"
