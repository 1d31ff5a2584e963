"""What each step of the review tells, and to whom. Called by the step, in its transaction."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from wagtail.models import TaskState

from .concerned import members_of, workers_on_draft
from .door import notify, settle

if TYPE_CHECKING:
    from cms.staff.models import User

    from ..models import ReviewTaskState


def stage_begun(
    state: "ReviewTaskState", before: TaskState | None, user: "User | None", told: "set[int] | None" = None
) -> None:
    """A version has come to a stage: its members hear of it. One that stays there with another text is nothing new to them.

    ``before`` is the stage's state that the version comes from, in the same review; ``told`` have heard of the step already.
    """
    if before is not None and before.task_id == state.task_id:
        return
    page = state.workflow_state.content_object
    stage = state.task.specific
    settle("waiting", page.pk)
    notify("waiting", members_of(stage), page=page, actor=user, at_stage=stage, told=told or set(), stage=stage.name)


def sent_back(state: "ReviewTaskState", user: "User | None") -> None:
    """A version went back with a reason: who worked on it and who submitted it hear so."""
    page = state.workflow_state.content_object
    settle("waiting", page.pk)
    notify("sent_back", workers_on_draft(page.pk), page=page, actor=user, stage=state.task.name)


def approvals_taken_back(states: "Iterable[ReviewTaskState]", user: "User | None") -> set[int]:
    """A change took approvals back: those who had given them hear so; gives their ids."""
    told: set[int] = set()
    for state in states:
        if state.finished_by_id:
            page = state.workflow_state.content_object
            told |= notify(
                "taken_back", [state.finished_by_id], page=page, actor=user, told=told, stage=state.task.name
            )
    return told
