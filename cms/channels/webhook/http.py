"""One request to a partner, told apart by what each failure means for the one question: has it been taken?"""

from typing import Any

import httpx

from cms.sending.http import CONNECT_SECONDS, NOBODY_KNOWS, TRY_AGAIN, Exchange, asked_wait
from cms.sending.outcome import Begin, Outcome

from .address import Forbidden, resolve

DEADLINE_SECONDS = 20
"""For the whole exchange. Standard Webhooks recommends that a receiver answer within 15 to 30 seconds."""

MAX_BODY = 5 * 1024 * 1024
"""Bytes. An article without its pictures is far below; what is above is a mistake."""


def post(url: str, body: bytes, headers: dict[str, str], begin: Begin) -> Outcome:
    """Posts the body. Redirects are not followed, and no proxy of the environment is used."""
    if len(body) > MAX_BODY:
        return Outcome("refused", "body_too_large")
    try:
        parts, ip = resolve(url)
    except Forbidden as error:
        return Outcome("refused", str(error))
    except (OSError, UnicodeError) as error:
        return Outcome("retry", f"name:{type(error).__name__}")
    pinned = httpx.URL(url).copy_with(host=str(ip))
    headers = headers | {"Host": parts.netloc.rpartition("@")[2], "Connection": "close"}
    exchange = Exchange(begin, DEADLINE_SECONDS)
    extensions: dict[str, Any] = {"trace": exchange.trace, "sni_hostname": parts.hostname}
    timeout = httpx.Timeout(DEADLINE_SECONDS, connect=CONNECT_SECONDS)
    try:
        with (
            httpx.Client(trust_env=False, follow_redirects=False, timeout=timeout) as client,
            exchange,
            client.stream("POST", pinned, content=body, headers=headers, extensions=extensions) as response,
        ):
            return _outcome(response)
    except httpx.HTTPError as error:
        return Outcome("unknown" if exchange.begun else "retry", f"connection:{type(error).__name__}")


def _outcome(response: httpx.Response) -> Outcome:
    code = response.status_code
    said = f"HTTP {code}"
    if 200 <= code < 300:
        return Outcome("delivered", said)
    if code == 410:
        return Outcome("refused", said, recipient_gone=True)
    if code in NOBODY_KNOWS:
        return Outcome("unknown", said)
    if code in TRY_AGAIN or code >= 500:
        return Outcome("retry", said, after=asked_wait(response.headers.get("retry-after", "")))
    return Outcome("refused", said)
