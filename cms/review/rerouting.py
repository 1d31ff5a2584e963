"""A running review goes on at the stage that is next for its version, whatever has changed since it began."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState

from cms.publication.queries import draft_digest
from cms.trail.record import record

from .notices.steps import approvals_taken_back
from .rules import first_open_stage, void_approval
from .shape import why_unfit
from .stages.line import line_of, running_review

if TYPE_CHECKING:
    from cms.staff.models import User


@transaction.atomic
def bring_in_line(page_id: int, user: "User | None" = None) -> bool:
    """Lets the page's review follow the workflow that the page has now, and its version go to its first open stage, which is the
    approval again where who gave it could not give it now; whether anything changed.

    Where such a version can't pass that workflow, all stays as it is: an approval is refused there, with the reason.
    """
    from .models import ReviewTaskState

    page = Page.objects.select_for_update().filter(pk=page_id).first()
    running = running_review(page_id)
    wanted = page.get_workflow() if page is not None else None
    if page is None or running is None or wanted is None:
        return False
    line = line_of(running, wanted)
    if why_unfit(wanted, line) is not None:
        return False
    moved = wanted.pk != running.workflow_id
    running.workflow = wanted
    if running.status != WorkflowState.STATUS_IN_PROGRESS:
        # Sent back: it begins with the stages of its workflow when it is submitted again.
        if moved:
            running.save()
        return moved
    before = running.current_task_state
    digest = draft_digest(page.specific)
    if (void := void_approval(line, digest)) is not None:
        ReviewTaskState.objects.filter(pk=void.pk).update(status=TaskState.STATUS_CANCELLED)
        approvals_taken_back([void], user)
        record(
            "review.approvals_taken_back", actor=user, subject=f"page:{page_id}", data={"digest": digest, "stages": 1}
        )
    stage = first_open_stage(line, digest) or line.approval
    if stage is None or (before is not None and before.task_id == stage.pk):
        if moved:
            running.save()
        return moved
    waiting = ReviewTaskState.objects.filter(workflow_state=running, status=TaskState.STATUS_IN_PROGRESS)
    waiting.update(status=TaskState.STATUS_CANCELLED, finished_at=timezone.now())
    running.current_task_state = stage.begin(running, user)
    running.save()
    record("review.rerouted", actor=user, subject=f"page:{page_id}", data={"stage": stage.pk})
    return True


def below(page: Page) -> list[int]:
    """Ids of the page and of those below it that are in review."""
    inside = page.get_descendants(inclusive=True).values_list("pk", flat=True)
    running = WorkflowState.objects.active().filter(base_content_type__model="page")
    return sorted({int(pk) for pk in running.values_list("object_id", flat=True)} & set(inside))
