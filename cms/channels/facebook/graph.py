"""Facebook's Graph API, as far as a Page's posts need it: one request, and what each answer means.

The token travels in the header ``Authorization`` (RFC 6750; recalled of the Graph API, whose reference shows it as a parameter),
never in an address, except that ``debug_token`` takes the token that is asked about as a parameter. The codes are those of
*Handling Errors* and *Rate Limiting* (developers.facebook.com/docs/graph-api).
"""

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings

from cms.sending.http import Reply, ask
from cms.sending.outcome import Begin, Outcome

from ..vault import Credentials

TOKEN_ENDED = frozenset({102, 190})
"""The token has ended, was recalled, or is another's; the subcode says which."""

PERMISSION = frozenset({3, 10, *range(200, 300)})
"""What was asked for is not allowed with this token."""

TOO_MANY = frozenset({4, 17, 32, 613, 80001})
"""The app, the person or the Page has called too often; the last one is a Page's own."""

PASSING = frozenset({1, 2})
"""*API Unknown* and *API Service*: a passing trouble, after which nobody knows whether the post was made."""

DUPLICATE = 506
"""The same was posted just before (*Duplicate Post*): perhaps by an attempt whose answer was lost."""

MISSING = (100, 33)
"""Code and subcode of what is not there, or not for this token (recalled)."""

REST = dt.timedelta(minutes=5)
"""How long an account rests that has called too often where the answer does not say: usage is counted over the last hour."""

_SHARES = ("call_count", "total_cputime", "total_time")


def call(
    secret: Credentials,
    method: str,
    path: str,
    fields: Mapping[str, str] | None = None,
    begin: Begin = lambda: None,
) -> Reply:
    """Asks the Graph API with the account's token, proved by the app's secret. Raises ``Unanswered``."""
    token = secret.get("token", "")
    given = {**(fields or {}), "appsecret_proof": _proof(token, secret.get("app_secret", ""))}
    return _asked(token, method, path, given, begin)


def call_as_app(secret: Credentials, path: str, fields: Mapping[str, str]) -> Reply:
    """Asks with the app's own token, which is its number and its secret (*Access Tokens*, App Access Tokens)."""
    return _asked(f"{secret.get('app_id', '')}|{secret.get('app_secret', '')}", "GET", path, fields, lambda: None)


def said(reply: Reply) -> dict[str, Any]:
    """The answer's object; an empty one where it is none."""
    found = reply.json()
    return found if isinstance(found, dict) else {}


def code_of(reply: Reply) -> int:
    """The error's code; 0 where there is no error."""
    return _number(_error(reply).get("code"))


def is_missing(reply: Reply) -> bool:
    error = _error(reply)
    return (code_of(reply), _number(error.get("error_subcode"))) == MISSING


def rest_of(reply: Reply) -> dt.timedelta | None:
    """How long the account is to be left alone, by the headers in which each answer tells what has been used up.

    ``X-Business-Use-Case-Usage`` gives minutes until calls are taken again, and shares in per cent (*Rate Limiting*, Headers).
    """
    entries = [
        entry
        for found in _header(reply, "x-business-use-case-usage").values()
        for entry in (found if isinstance(found, list) else [])
        if isinstance(entry, dict)
    ]
    minutes = max((_number(entry.get("estimated_time_to_regain_access")) for entry in entries), default=0)
    if minutes:
        return dt.timedelta(minutes=minutes)
    used = [_number(entry.get(share)) for entry in (*entries, _header(reply, "x-app-usage")) for share in _SHARES]
    return REST if max(used, default=0) >= 100 else None


def outcome_of(reply: Reply) -> Outcome:
    """What an answer means for the one question: has it been taken?"""
    code, words = code_of(reply), in_short(reply)
    if reply.code == 200 and said(reply) and not code:
        return Outcome("delivered", words, after=rest_of(reply))
    if code in TOKEN_ENDED:
        return Outcome("retry", f"token:{words}", holds_queue=True, locked_out=True)
    if code in PERMISSION:
        return Outcome("retry", f"permission:{words}", holds_queue=True, locked_out=True)
    if code in TOO_MANY or reply.code == 429:
        return Outcome("retry", f"pace:{words}", after=rest_of(reply) or REST, holds_queue=True)
    if code in PASSING or code == DUPLICATE or reply.code >= 500 or reply.code == 200:
        return Outcome("unknown", words)
    return Outcome("refused", words)


def in_short(reply: Reply) -> str:
    """The answer for the ledger: status, codes and words, of an error alone; no answer is kept whole."""
    error = _error(reply)
    if not error:
        return f"HTTP {reply.code}"
    codes = "/".join(str(error[name]) for name in ("code", "error_subcode") if error.get(name))
    return f"HTTP {reply.code} #{codes} {error.get('message', '')}".strip()[:280]


def _asked(token: str, method: str, path: str, fields: Mapping[str, str], begin: Begin) -> Reply:
    address = f"{settings.FACEBOOK_API_BASE}/{path}"
    headers = {"Authorization": f"Bearer {token}"}
    if method == "POST":
        return ask(method, address, begin, typed=False, headers=headers, data=dict(fields))
    return ask(method, address, begin, typed=False, headers=headers, params=dict(fields))


def _error(reply: Reply) -> dict[str, Any]:
    found = said(reply).get("error")
    return found if isinstance(found, dict) else {}


def _proof(token: str, app_secret: str) -> str:
    """*Secure Graph API Calls*: shows that whoever holds the token holds the app's secret too."""
    return hmac.new(app_secret.encode(), token.encode(), hashlib.sha256).hexdigest()


def _header(reply: Reply, name: str) -> dict[str, Any]:
    try:
        found = json.loads(reply.headers.get(name, "{}"))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _number(value: object) -> int:
    return int(value) if isinstance(value, int | float) else 0
