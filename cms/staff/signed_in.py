"""Who a request comes from, as a member of the newsroom."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from .models import User


def member_of(request: HttpRequest) -> User:
    """The member who is signed in; raises ``PermissionDenied`` for a request of nobody's."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
