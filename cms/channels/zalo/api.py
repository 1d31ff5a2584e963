"""Zalo's Open API, as far as an Official Account's articles need it: one request, and what each answer means.

The token travels in the header ``access_token``, as in Zalo's own SDK (github.com/zaloplatform/zalo-java-sdk). Every answer is an
object with ``error``, 0 where all is well, and ``message``. The codes are recalled, and third parties tell others, so words count
too.
"""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from cms.sending.http import Reply, ask
from cms.sending.outcome import Begin, Outcome

from ..vault import Credentials

TOKEN_ENDED = frozenset({-216, -220, -124})
TOO_MANY = frozenset({-32, -211})
NOT_ALLOWED = frozenset({-204, -205, -207, -209, -221, -224})
"""The account or the app is closed, or has no right to what was asked."""

REST = dt.timedelta(minutes=5)
"""How long an account rests that was told to: Zalo says for how long nowhere."""

_TOKEN_WORDS = re.compile(r"access[ _]?token", re.IGNORECASE)
_PACE_WORDS = re.compile(r"rate limit|reach(ed)? limit|quota", re.IGNORECASE)


def call(
    secret: Credentials,
    method: str,
    path: str,
    *,
    query: Mapping[str, str] | None = None,
    body: Mapping[str, Any] | None = None,
    begin: Begin = lambda: None,
) -> Reply:
    """Asks the Open API. Raises ``Unanswered``."""
    headers = {"access_token": secret.get("access_token", "")}
    address = f"{settings.ZALO_API_BASE}/{path}"
    return ask(method, address, begin, typed=False, headers=headers, params=query, json=body)


def exchange(secret: Credentials, begin: Begin) -> Reply:
    """Asks for the next pair of tokens; the refresh token is used up by that (``/v4/oa/access_token``). Raises ``Unanswered``."""
    form = {
        "app_id": secret.get("app_id", ""),
        "grant_type": "refresh_token",
        "refresh_token": secret.get("refresh_token", ""),
    }
    headers = {"secret_key": secret.get("app_secret", "")}
    return ask("POST", f"{settings.ZALO_OAUTH_BASE}/access_token", begin, typed=False, headers=headers, data=form)


def said(reply: Reply) -> dict[str, Any]:
    """The answer's object; an empty one where it is none."""
    found = reply.json()
    return found if isinstance(found, dict) else {}


def data_of(reply: Reply) -> dict[str, Any]:
    """What Zalo gives where all is well; an empty object where it gives nothing."""
    found = said(reply).get("data")
    return found if is_well(reply) and isinstance(found, dict) else {}


def error_of(reply: Reply) -> int | None:
    """The error's code, 0 where all is well; None of an answer that is none of Zalo's."""
    code = said(reply).get("error")
    return (
        int(code) if isinstance(code, int | float) or (isinstance(code, str) and code.lstrip("-").isdigit()) else None
    )


def is_well(reply: Reply) -> bool:
    return reply.code == 200 and error_of(reply) == 0


def token_ended(reply: Reply) -> bool:
    """Whether it was refused for the sake of the access token, so that nothing was done."""
    code = error_of(reply)
    return code in TOKEN_ENDED or (code not in {0, None} and bool(_TOKEN_WORDS.search(_words(reply))))


def outcome_of(reply: Reply) -> Outcome:
    """What an answer means for the one question: has it been taken?"""
    code, words = error_of(reply), in_short(reply)
    if is_well(reply):
        return Outcome("delivered", words)
    if code in TOO_MANY or reply.code == 429 or (code and _PACE_WORDS.search(_words(reply))):
        return Outcome("retry", f"pace:{words}", after=REST, holds_queue=True)
    if token_ended(reply):
        return Outcome("retry", f"token:{words}", holds_queue=True, locked_out=True)
    if code in NOT_ALLOWED:
        return Outcome("retry", f"permission:{words}", holds_queue=True, locked_out=True)
    return Outcome("unknown" if code in {0, None} or reply.code >= 500 else "refused", words)


def in_short(reply: Reply) -> str:
    """The answer for the ledger: status, code and words alone, and nothing of a pair of tokens."""
    code = error_of(reply)
    return f"HTTP {reply.code}" if not code else f"HTTP {reply.code} #{code} {_words(reply)}".strip()[:280]


def _words(reply: Reply) -> str:
    names = ("message", "error_name", "error_reason")
    return " ".join(str(said(reply)[name]) for name in names if said(reply).get(name))
