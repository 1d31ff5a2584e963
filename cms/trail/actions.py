"""What is done with the trail itself. Its entries are only ever added."""

import datetime as dt
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from cms.text.dates import today

from .models import Origin, Words
from .permissions import user_can_erase_words
from .record import record

if TYPE_CHECKING:
    from cms.staff.models import User


@transaction.atomic
def erase_words(number: int, user: "User | None" = None) -> bool:
    """Erases what was typed with an act; False where nothing stands there. That it was erased is an act of its own.

    Raises ``PermissionDenied`` for a user who may not; None is the operator.
    """
    if user is not None and not user_can_erase_words(user):
        raise PermissionDenied(_("Only an administrator erases what was typed with an act."))
    erased, _rows = Words.objects.filter(entry_id=number).delete()
    if erased:
        record("trail.words_erased", actor=user, subject=f"entry:{number}")
    return bool(erased)


@transaction.atomic
def erase_addresses() -> int:
    """Empties the network addresses that are older than ``TRAIL_ADDRESS_DAYS``; gives how many there were."""
    before = today() - dt.timedelta(days=settings.TRAIL_ADDRESS_DAYS)
    erased = Origin.objects.filter(day__lt=before, address__isnull=False).update(address=None)
    if erased:
        record("trail.addresses_erased", data={"before": before.isoformat(), "count": erased})
    return erased
