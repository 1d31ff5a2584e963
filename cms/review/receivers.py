from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import post_page_move

from cms.publication.models import Contribution
from cms.publication.signals import contributed
from cms.trail.record import record
from cms.trail.source import acting_user

from .models import ReviewTaskState
from .notices.steps import approvals_taken_back
from .rerouting import below, bring_in_line
from .rules import first_open_stage
from .rules import passed as still_passed
from .stages.line import line_of


@receiver(contributed)
def take_back_approvals(sender: Any, page: Any, contribution: Contribution, **kwargs: Any) -> None:
    """A changed digest takes back the approvals of the version, but for those of a stage whose part of it is the same; the review
    goes on at its first open stage."""
    workflow_state = WorkflowState.objects.active().for_instance(page).first()
    if workflow_state is None:
        return
    now = timezone.now()
    passed = ReviewTaskState.objects.filter(workflow_state=workflow_state, status=TaskState.STATUS_APPROVED)
    line = line_of(workflow_state)
    kept = {state.pk for state in still_passed(line, contribution.digest).values()}
    taken = list(passed.exclude(approved_digest=contribution.digest).exclude(pk__in=kept).select_related("task"))
    passed.filter(pk__in=[state.pk for state in taken]).update(status=TaskState.STATUS_CANCELLED)
    told = approvals_taken_back(taken, contribution.user)
    if taken:
        data = {"digest": contribution.digest, "stages": len(taken)}
        record("review.approvals_taken_back", actor=contribution.user, subject=f"page:{page.pk}", data=data)
    if workflow_state.status != WorkflowState.STATUS_IN_PROGRESS:
        return
    ReviewTaskState.objects.filter(workflow_state=workflow_state, status=TaskState.STATUS_IN_PROGRESS).update(
        status=TaskState.STATUS_CANCELLED, finished_at=now
    )
    stage = first_open_stage(line, contribution.digest)
    if stage is not None:
        workflow_state.current_task_state = stage.begin(workflow_state, contribution.user, told)
        workflow_state.save()


@receiver(post_page_move, dispatch_uid="review.moved")
def go_the_way_of_the_new_section(sender: Any, instance: Any, **kwargs: Any) -> None:
    """What is in review goes on in the workflow of where it stands now."""
    for page_id in below(Page.objects.get(pk=instance.pk)):
        bring_in_line(page_id, acting_user())
