"""The points that are ticked before a stage is passed. What stands in an approval is each point as it was worded then."""

import hashlib
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from ..errors import ReviewRefused

if TYPE_CHECKING:
    from ..models import ReviewTask


def points_of(stage: "ReviewTask") -> list[str]:
    """The stage's points, one a line of what the administrator wrote."""
    return [line for line in (line.strip() for line in stage.checklist.splitlines()) if line]


def key_of(point: str) -> str:
    """What a ticked box sends: another wording is another point."""
    return hashlib.sha256(point.encode()).hexdigest()[:16]


def ticked(stage: "ReviewTask", user: Any) -> list[dict[str, Any]]:
    """What is kept with an approval: each point as it is worded now, who ticked it (an id), and when."""
    now = timezone.now().isoformat()
    return [{"text": point, "by": user.pk if user else None, "at": now} for point in points_of(stage)]


def check(stage: "ReviewTask", given: Any, page_id: int) -> None:
    """Raises ``ReviewRefused`` unless exactly the stage's points are ticked."""
    wanted = {key_of(point): point for point in points_of(stage)}
    keys = {key for key in given if isinstance(key, str)} if isinstance(given, list) else set()
    if keys - wanted.keys():
        raise ReviewRefused(
            _("The checklist of the stage “%(stage)s” was changed after you had opened it. Please go through it again.")
            % {"stage": stage.name},
            page_id,
        )
    if missing := [point for key, point in wanted.items() if key not in keys]:
        raise ReviewRefused(
            _("Tick each point of the checklist before you pass the version on. Not ticked: %(points)s")
            % {"points": "; ".join(missing)},
            page_id,
        )
