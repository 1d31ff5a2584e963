"""Where a request may go whose address somebody has typed. The newsroom's server stands in networks that no such address must
reach into."""

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Forbidden(Exception):
    """The address leads where nothing is sent; the message is a stable code."""


def problem_with(url: str) -> str | None:
    """Why nothing is ever sent to the address, in the user's language."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return _("This is no valid address.")
    if parts.scheme not in {"http", "https"} or not parts.hostname or port == 0:
        return _("Enter an address that begins with https://.")
    if parts.scheme == "http" and settings.OUTGOING_HTTPS_ONLY:
        return _("Enter an address that begins with https://.")
    if parts.username is not None or parts.password is not None or parts.fragment:
        return _("The address must not hold a password or a fragment.")
    try:
        literal = ipaddress.ip_address(parts.hostname)
    except ValueError:
        return None
    return None if allowed(literal) else _("This address lies in a private network.")


def resolve(url: str) -> tuple[SplitResult, Address]:
    """The address's parts and the one IP address to connect to, looked up once, so that a name can't change between check and use.

    Raises ``OSError`` where the name isn't found and ``Forbidden`` where anything about it leads where it must not.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" and settings.OUTGOING_HTTPS_ONLY:
        raise Forbidden("https_required")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    addresses = [ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found]
    if not addresses or not all(map(allowed, addresses)):
        raise Forbidden("private_address")
    return parts, addresses[0]


def allowed(address: Address) -> bool:
    """Whether the address is public, or in a network that the operator has listed."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
        if inner is not None:
            return allowed(inner)
    if any(address in ipaddress.ip_network(net) for net in settings.OUTGOING_ALLOWED_NETS):
        return True
    if isinstance(address, ipaddress.IPv6Address) and address.is_site_local:
        # Given up by RFC 3879, in use in old networks, and global by the word of Python 3.11.
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved
