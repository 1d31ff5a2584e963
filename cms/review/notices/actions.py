"""What a member does with their own notices."""

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

from .models import Notice

if TYPE_CHECKING:
    from cms.staff.models import User


def mark_read(user: "User", pk: int) -> Notice | None:
    """Marks a notice as read; None where the user has no such notice. The time of the first reading stays."""
    Notice.objects.filter(pk=pk, recipient=user, read_at=None).update(read_at=timezone.now())
    return Notice.objects.filter(pk=pk, recipient=user).select_related("actor").first()


def mark_all_read(user: "User", until: dt.datetime) -> int:
    """Marks all notices up to the instant as read, those that came since stay; how many."""
    unread = Notice.objects.filter(recipient=user, read_at=None, made_at__lte=until)
    return unread.update(read_at=timezone.now())
