"""Which stages stand in the way of a version: those that are switched on and made for such a one, in order.

Wagtail knows no stage that is for some versions only. It asks a running review in two places what comes next, and in two what to
list; all are given our answer (`take_over`), so that every route of Wagtail skips the same stages.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ObjectDoesNotExist
from wagtail.models import Task, Workflow, WorkflowState

from .about import About, about, is_for
from .kinds import StageKind

if TYPE_CHECKING:
    from ..models import ReviewTask


@dataclass(frozen=True)
class Line:
    """What the newest version of a page under review is, and which stages that means. Asked once for an act, under the page's
    lock, and handed along in it; never kept for another one."""

    review: WorkflowState
    every: "list[ReviewTask]"
    """The stages that are switched on, whatever they are for."""
    version: About

    @cached_property
    def stages(self) -> "list[ReviewTask]":
        """Those that the version has to pass, in order."""
        return stages_for(self.every, self.version)

    @property
    def approval(self) -> "ReviewTask | None":
        """The one that four eyes apply to."""
        return approval_of(self.stages)

    def ends_with(self, stage: "ReviewTask") -> bool:
        return [each.pk for each in self.stages[-1:]] == [stage.pk]

    def is_approval(self, stage: "ReviewTask") -> bool:
        return self.approval is not None and self.approval.pk == stage.pk

    def left_out_by_slip(self) -> "list[ReviewTask]":
        """Those that the version would have to pass if it were no slip."""
        usual = stages_for(self.every, replace(self.version, slip=None))
        return [stage for stage in usual if not is_for(stage, self.version)]


def line_of(review: WorkflowState, workflow: Workflow | None = None) -> Line:
    """The line of a running review as things stand now; that of another ``workflow`` where one is given."""
    every = active_stages(workflow or review.workflow_id)
    return Line(review, every, _version_of(review, every))


def running_review(page_id: int) -> WorkflowState | None:
    """The review of a page that is under way, or was sent back."""
    of_pages = WorkflowState.objects.active().filter(base_content_type__model="page")
    return of_pages.filter(object_id=str(page_id)).first()


def active_stages(workflow: Workflow | int) -> list["ReviewTask"]:
    """The stages that are switched on, in order, whatever they are for; one query."""
    tasks = Task.objects.filter(workflow_tasks__workflow=workflow, active=True)
    return [_specific(task) for task in tasks.select_related("reviewtask").order_by("workflow_tasks__sort_order")]


def stages_for(stages: list["ReviewTask"], version: About) -> list["ReviewTask"]:
    """Those of the stages that such a version has to pass, in order."""
    return [stage for stage in stages if is_for(stage, version)]


def approval_of(line: list["ReviewTask"]) -> "ReviewTask | None":
    """The stage that four eyes apply to: the last one that is no leader's word."""
    return next((stage for stage in reversed(line) if stage.kind != StageKind.LEADER), None)


def take_over() -> None:
    """Gives Wagtail our answer to what comes next in a review, and to what there is to pass."""
    WorkflowState.get_next_task = _next_stage
    WorkflowState.is_at_final_task = property(_at_last_stage)
    WorkflowState.all_tasks_with_status = _without_skipped(WorkflowState.all_tasks_with_status, "status")
    WorkflowState.all_tasks_with_state = _without_skipped(WorkflowState.all_tasks_with_state, "task_state")


def _next_stage(self: WorkflowState) -> "ReviewTask | None":
    return next(iter(_open_stages(self)), None)


def _at_last_stage(self: WorkflowState) -> bool:
    return len(_open_stages(self)) <= 1


def _open_stages(review: WorkflowState) -> list["ReviewTask"]:
    """The stages that the newest version has still to pass, by the states of its review."""
    done = set(review.successful_task_states.values_list("task_id", flat=True))
    return _needed(review, done)


def _needed(review: WorkflowState, known: set[int]) -> list["ReviewTask"]:
    """The stages that the newest version has to pass, without the known ones; asks of the version what the others go by."""
    others = [stage for stage in active_stages(review.workflow_id) if stage.pk not in known]
    return stages_for(others, _version_of(review, others))


def _version_of(review: WorkflowState, stages: list["ReviewTask"]) -> About:
    # The manager keeps kinds of content; the relation would ask for it in each row of a list.
    content_type = ContentType.objects.get_for_id(review.content_type_id)
    kind = getattr(content_type.model_class(), "story_kind", None)
    return about(kind, int(review.object_id), stages)


def _without_skipped(listed: Any, told: str) -> Any:
    """Wagtail's list, without the stages that are not for the version and that no version of the review has come to: of those it
    has nothing to tell."""

    def shown(self: WorkflowState) -> list[Task]:
        tasks: list[Task] = listed(self)
        if self.status == WorkflowState.STATUS_CANCELLED:
            return tasks
        kept = {task.pk for task in tasks if getattr(task, told) is not None}
        if self.is_active and len(kept) < len(tasks):
            kept |= {stage.pk for stage in _needed(self, kept)}
        return [task for task in tasks if task.pk in kept]

    return shown


def _specific(task: Task) -> Any:
    try:
        return task.reviewtask
    except ObjectDoesNotExist:
        return task.specific
