"""Which stages stand in the way of a page: those that are switched on and made for its kind, in order.

Wagtail knows no stage that is for some kinds of pages only. It asks a running review in two places what comes next; both are given
our answer (`take_over`), so that every route of Wagtail skips the same stages.
"""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ObjectDoesNotExist
from wagtail.models import Task, Workflow, WorkflowState

if TYPE_CHECKING:
    from ..models import ReviewTask


def active_stages(workflow: Workflow, kind: str | None = None) -> list["ReviewTask"]:
    """The stages that are switched on, in order, in one query; of a kind of page, those that are for it."""
    return _for_kind(Task.objects.filter(workflow_tasks__workflow=workflow, active=True), kind)


def kind_of(workflow_state: WorkflowState) -> str | None:
    """The kind of page that is under review; no query."""
    return getattr(workflow_state.content_type.model_class(), "story_kind", None)


def open_stages(workflow_state: WorkflowState) -> list["ReviewTask"]:
    """The stages that the present version has still to pass, by the states of its review; one query."""
    tasks = Task.objects.filter(workflow_tasks__workflow=workflow_state.workflow_id, active=True)
    return _for_kind(tasks.exclude(task_states__in=workflow_state.successful_task_states), kind_of(workflow_state))


def take_over() -> None:
    """Gives Wagtail our answer to what comes next in a review."""
    WorkflowState.get_next_task = _next_stage
    WorkflowState.is_at_final_task = property(_at_last_stage)


def _next_stage(self: WorkflowState) -> "ReviewTask | None":
    return next(iter(open_stages(self)), None)


def _at_last_stage(self: WorkflowState) -> bool:
    return len(open_stages(self)) <= 1


def _for_kind(tasks: Any, kind: str | None) -> list["ReviewTask"]:
    rows = [_specific(task) for task in tasks.select_related("reviewtask").order_by("workflow_tasks__sort_order")]
    return [row for row in rows if kind is None or not getattr(row, "applies_to", None) or kind in row.applies_to]


def _specific(task: Task) -> Any:
    try:
        return task.reviewtask
    except ObjectDoesNotExist:
        return task.specific
