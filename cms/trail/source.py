"""From where an act comes: the request that is answered, or the command that runs.

What is chained of it tells nothing of a person: the name of the route or command, and the random key of an `Origin`.
"""

import ipaddress
import re
import sys
from contextvars import ContextVar
from pathlib import PurePath
from typing import TYPE_CHECKING

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from wagtail.log_actions import get_active_log_context

from cms.text.dates import today

from .models import Origin

if TYPE_CHECKING:
    from cms.staff.models import User

_LONGEST_ROUTE = 120
_COMMAND = re.compile(r"[a-z][a-z0-9_]*")

present: ContextVar[HttpRequest | None] = ContextVar("request_of_the_trail", default=None)
"""The request that is being answered; set by `middleware.SourceMiddleware`."""


def acting_user() -> "User | None":
    """The signed-in user of the request that is answered; None in a command, a task or a shell."""
    user = get_active_log_context().user
    if user is None and (request := present.get()) is not None:
        user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def route() -> str:
    """``"route:wagtailadmin_pages:edit"`` in a request, ``"command:worker"`` in a command; else empty."""
    request = present.get()
    if request is not None:
        match = request.resolver_match
        return f"route:{match.view_name}"[:_LONGEST_ROUTE] if match else ""
    words = sys.argv[:2]
    if len(words) == 2 and PurePath(words[0]).name == "manage.py" and _COMMAND.fullmatch(words[1]):
        return f"command:{words[1]}"
    return ""


def origin() -> str:
    """The key under which the request's network address is kept today; empty outside a request."""
    address = _address()
    if not address:
        return ""
    day = today()
    known = Origin.objects.filter(address=address, day=day).values_list("key", flat=True).first()
    return known or Origin.objects.create(address=address, day=day).key


def _address() -> str:
    request = present.get()
    if request is None:
        return ""
    try:
        return str(ipaddress.ip_address(get_adapter().get_client_ip(request).partition("%")[0]))
    except (PermissionDenied, ValueError):
        return ""
