"""What the admin asks about notices."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q, QuerySet

from .models import Notice, NoticeDelivery, Outgoing

if TYPE_CHECKING:
    from cms.staff.models import User

A_PAGE = 30
COUNTED = 99
"""The highest number of unread notices that is told; counting stops there."""

State = NoticeDelivery.State
_FAILED = (State.UNKNOWN, State.REFUSED, State.GAVE_UP)


@dataclass(frozen=True)
class Key:
    """A place in the list: what comes after it is older."""

    made_at: dt.datetime
    pk: int

    def __str__(self) -> str:
        return f"{self.made_at.timestamp():.6f}-{self.pk}"

    @classmethod
    def parse(cls, text: str) -> "Key | None":
        """The key in the address of a page; None for anything else."""
        seconds, _dash, pk = text.partition("-")
        try:
            return cls(dt.datetime.fromtimestamp(float(seconds), dt.UTC), int(pk))
        except (ValueError, OverflowError, OSError):
            return None


def unread_count(user: "User") -> int:
    """How many notices the user has not read, up to one more than ``COUNTED``: one query, by an index of unread ones alone."""
    return _unread(user).order_by()[: COUNTED + 1].count()


def unread_shown(user: "User") -> str:
    """The number of unread notices as it stands beside a link to them; empty for none."""
    count = unread_count(user)
    return f"({count if count <= COUNTED else f'{COUNTED}+'})" if count else ""


def page_of(user: "User", after: Key | None, *, unread: bool) -> tuple[list[Notice], Key | None]:
    """The user's notices after the key, newest first, and the key of the next page; None at the end.

    Of what went out (``outgoing``) they carry only what did not arrive for certain.
    """
    notices = _unread(user) if unread else Notice.objects.filter(recipient=user)
    if after is not None:
        notices = notices.filter(Q(made_at__lt=after.made_at) | Q(made_at=after.made_at, pk__lt=after.pk))
    failed = Outgoing.objects.filter(delivery__state__in=_FAILED).select_related("delivery")
    found = list(
        notices.order_by("-made_at", "-pk")
        .select_related("actor")
        .prefetch_related(Prefetch("outgoing", queryset=failed))[: A_PAGE + 1]
    )
    shown = found[:A_PAGE]
    more = len(found) > A_PAGE
    return shown, Key(shown[-1].made_at, shown[-1].pk) if more else None


def _unread(user: "User") -> "QuerySet[Notice]":
    return Notice.objects.filter(recipient=user, read_at=None)
