"""When a stage is due, and what goes on with it while its text changes."""

import datetime as dt
from typing import TYPE_CHECKING

from wagtail.models import TaskState

if TYPE_CHECKING:
    from ..models import ReviewTask, ReviewTaskState

_CARRIED = ("due_at", "claimed_by_id", "claimed_at", "due_soon_told_at", "overdue_told_at", "escalated_told_at")
FIELDS = tuple(name.removesuffix("_id") for name in _CARRIED)


def carry_on(state: "ReviewTaskState", stage: "ReviewTask", before: TaskState | None) -> None:
    """Sets when the version is due at the stage.

    Where it stood at the stage already (``before``) and only its text has changed, neither the hour moves, nor who has it, nor what
    was told of it.
    """
    earlier = getattr(before, "specific", None)
    if earlier is not None and earlier.task_id == stage.pk and hasattr(earlier, "due_at"):
        for name in _CARRIED:
            setattr(state, name, getattr(earlier, name))
    elif stage.due_minutes:
        state.due_at = state.started_at + dt.timedelta(minutes=stage.due_minutes)
