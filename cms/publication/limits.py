"""How often one reader may send a form."""

import hashlib
import ipaddress
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def within_limit(request: HttpRequest, action: str, *, times: int, seconds: int, who: str = "") -> bool:
    """Whether the reader's network address has done this at most so often in the present stretch of time; counts this time.

    ``who`` stands for somebody who is known otherwise. The count lies in the cache that all processes share; of the address only
    a digest is kept. IPv6 readers are counted by their /64, which one household has.
    """
    counted = f"{action}:{who or _network(request)}:{int(time.time() // seconds)}"
    key = f"limit:{hashlib.sha256(counted.encode()).hexdigest()}"
    # Not `incr`: it would take the default life time, and two requests in the same instant may well count as one.
    count = cache.get(key, 0) + 1
    cache.set(key, count, seconds)
    return bool(count <= times)


def _network(request: HttpRequest) -> str:
    text = get_adapter().get_client_ip(request)
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return text
