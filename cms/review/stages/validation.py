"""What an administrator may say of a stage: one sentence a field."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .checklist import points_of
from .kinds import ForSlips, StageKind

if TYPE_CHECKING:
    from ..models import ReviewTask

LONGEST_MINUTES = 30 * 24 * 60
"""A month: who means more means no limit."""
LONGEST_POINT = 300
"""Characters of a point of a checklist."""


def validate(stage: "ReviewTask") -> None:
    """Raises ``ValidationError`` with a sentence for each field that does not go with the others."""
    found: dict[str, str] = {}
    if stage.kind == StageKind.APPROVAL and stage.scope:
        found["scope"] = _("An approval is of the whole: choose no parts.")
    if stage.kind == StageKind.APPROVAL and stage.for_slips == ForSlips.LEFT_OUT:
        found["for_slips"] = _("No version skips the approval.")
    if stage.due_minutes and stage.due_minutes > LONGEST_MINUTES:
        found["due_minutes"] = _("At most %(minutes)d minutes, which is thirty days.") % {"minutes": LONGEST_MINUTES}
    points = points_of(stage)
    if stage.kind == StageKind.LEADER and points:
        found["checklist"] = _("A leader's word has no checklist.")
    elif len(set(points)) < len(points):
        found["checklist"] = _("A point stands there twice.")
    elif any(len(point) > LONGEST_POINT for point in points):
        found["checklist"] = _("A point has at most %(count)d characters.") % {"count": LONGEST_POINT}
    if found:
        raise ValidationError(found)
