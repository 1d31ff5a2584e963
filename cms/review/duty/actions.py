"""Giving and ending a mandate. Both who is away and who acts are told, but for who gives it."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from cms.text.dates import full_moment

from ..notices.door import notify
from .permissions import user_can_give, user_can_name

if TYPE_CHECKING:
    from cms.staff.models import User

    from .models import StandIn


@transaction.atomic
def give(mandate: "StandIn", user: "User") -> "StandIn":
    """Writes a mandate, new or changed; raises ``PermissionDenied`` for who may not give it. The trail hears of the row."""
    if not (user_can_give(user, mandate.absent) and user_can_name(user, mandate)):
        raise PermissionDenied
    mandate.save()
    _tell("stand_in_given", mandate, user)
    return mandate


@transaction.atomic
def end(mandate: "StandIn", user: "User") -> None:
    """Takes a mandate back at once."""
    if not user_can_give(user, mandate.absent):
        raise PermissionDenied
    _tell("stand_in_ended", mandate, user)
    mandate.delete()


def _tell(kind: str, mandate: "StandIn", user: "User") -> None:
    data: dict[str, Any] = {
        "stand_in": str(mandate.stand_in),
        "absent": str(mandate.absent),
        "from": mandate.starts_at.isoformat(),
        "until": mandate.ends_at.isoformat(),
    }
    notify(kind, [mandate.absent, mandate.stand_in], title=full_moment(mandate.starts_at), actor=user, **data)
