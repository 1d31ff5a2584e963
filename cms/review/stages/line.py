"""Which stages stand in the way of a version: those that are switched on and made for such a one, in order.

Wagtail knows no stage that is for some versions only. It asks a running review in two places what comes next, and in two what to
list; all are given our answer (`take_over`), so that every route of Wagtail skips the same stages.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from wagtail.models import Task, TaskState, Workflow, WorkflowState

from .about import About, about, is_for

if TYPE_CHECKING:
    from ..models import ReviewTask


def active_stages(workflow: Workflow | int) -> list["ReviewTask"]:
    """The stages that are switched on, in order, whatever they are for; one query."""
    tasks = Task.objects.filter(workflow_tasks__workflow=workflow, active=True)
    return [_specific(task) for task in tasks.select_related("reviewtask").order_by("workflow_tasks__sort_order")]


def stages_for(stages: list["ReviewTask"], version: About) -> list["ReviewTask"]:
    """Those of the stages that such a version has to pass, in order."""
    return [stage for stage in stages if is_for(stage, version)]


def needed_stages(workflow_state: WorkflowState) -> list["ReviewTask"]:
    """The stages that the newest version of a page under review has to pass, in order."""
    stages = active_stages(workflow_state.workflow_id)
    return stages_for(stages, about(workflow_state, stages))


def left_out_by_slip(workflow_state: WorkflowState) -> list["ReviewTask"]:
    """The stages that the newest version would have to pass if it were no slip."""
    stages = active_stages(workflow_state.workflow_id)
    version = about(workflow_state, stages)
    return [stage for stage in stages_for(stages, replace(version, slip=False)) if not is_for(stage, version)]


def open_stages(workflow_state: WorkflowState) -> list["ReviewTask"]:
    """The stages that the newest version has still to pass, by the states of its review."""
    needed = needed_stages(workflow_state)
    done = set(workflow_state.successful_task_states.values_list("task_id", flat=True))
    return [stage for stage in needed if stage.pk not in done]


def take_over() -> None:
    """Gives Wagtail our answer to what comes next in a review, and to what there is to pass."""
    WorkflowState.get_next_task = _next_stage
    WorkflowState.is_at_final_task = property(_at_last_stage)
    for name in ("all_tasks_with_status", "all_tasks_with_state"):
        setattr(WorkflowState, name, _without_skipped(getattr(WorkflowState, name)))


def _next_stage(self: WorkflowState) -> "ReviewTask | None":
    return next(iter(open_stages(self)), None)


def _at_last_stage(self: WorkflowState) -> bool:
    return len(open_stages(self)) <= 1


def _without_skipped(listed: Any) -> Any:
    """Wagtail's list, without the stages that are not for the version and that no version of the review has come to."""

    def shown(self: WorkflowState) -> list[Task]:
        if self.status == WorkflowState.STATUS_CANCELLED:
            return listed(self)
        kept = set(TaskState.objects.filter(workflow_state=self).values_list("task_id", flat=True))
        if self.is_active:
            kept |= {stage.pk for stage in needed_stages(self)}
        return [task for task in listed(self) if task.pk in kept]

    return shown


def _specific(task: Task) -> Any:
    try:
        return task.reviewtask
    except ObjectDoesNotExist:
        return task.specific
