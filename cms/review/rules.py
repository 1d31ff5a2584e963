"""The rules of review: when a version is fit to be submitted, who may pass which stage, and what an approval must rest on."""

from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, TaskState, Workflow, WorkflowState

from cms.proofreading import check as proofreading
from cms.proofreading.note import place_of
from cms.publication.queries import draft_digest, has_contributed, last_known_digest
from cms.publication.story import Story, digest_of
from cms.staff.roles import Role, has_role

from .comments.queries import blocking_comments
from .duty import queries as duty
from .errors import OutOfLine, ReviewRefused, UnfitWorkflow
from .shape import why_unfit
from .signoff.rules import asks_for_change, check_leaders_word, has_approved, has_confirmed, passed_since_seal
from .stages import checklist, clean
from .stages.kinds import StageKind
from .stages.line import Line, line_of
from .stages.scope import scope_digest

if TYPE_CHECKING:
    from cms.staff.models import User

    from .models import ReviewTask, ReviewTaskState


class Finish(NamedTuple):
    """What the end of a review rests on: the digest that every stage has passed, who passed the approval, and ids of the stages
    that a slip has left out."""

    digest: str
    approver: "User"
    left_out: tuple[int, ...] = ()


def check_submission(page_id: int, story: Story) -> None:
    """Raises ``ReviewRefused`` where something in what the latest draft says stops it: an open slot, a photo without credit …"""
    stopping = [finding for finding in proofreading.findings(story) if finding.severity == "stop"]
    if stopping:
        reasons = " ".join(dict.fromkeys(str(finding.message) for finding in stopping))
        places = {place_of(finding) for finding in stopping}
        # Where all of it is mended in one place, the screen opens there.
        place = places.pop() if len(places) == 1 else ""
        raise ReviewRefused(_("This can't be submitted yet: %(reasons)s") % {"reasons": reasons}, page_id, place)


def workflow_due(page_id: int) -> Workflow | None:
    """The workflow that applies where the page stands now. Read afresh: a page in memory may still stand where it was."""
    return Page.objects.get(pk=page_id).get_workflow()


def check_workflow(workflow_state: WorkflowState) -> Line:
    """The line of the version through the workflow that the page has now. Raises ``UnfitWorkflow`` where nothing can pass that, and
    ``OutOfLine`` where it is another one than its review follows: who moves a version to another section spares it none of the
    stages there."""
    page_id = int(workflow_state.object_id)
    due = workflow_due(page_id)
    if due is None:
        raise ReviewRefused(_("No workflow is for this page. Please ask an administrator."), page_id)
    line = line_of(workflow_state, due)
    if (reason := why_unfit(due, line)) is not None:
        raise UnfitWorkflow(reason, page_id)
    if due.pk != workflow_state.workflow_id:
        raise OutOfLine(_("This page has another workflow now, and the version goes the way of that one."), page_id)
    return line


def follow_workflow(workflow_state: WorkflowState) -> None:
    """Lets a version that is submitted again follow the workflow that its page has now. Raises ``ReviewRefused`` where a review is
    begun with another one, which no screen offers."""
    page_id = int(workflow_state.object_id)
    due = workflow_due(page_id)
    if due is None or due.pk == workflow_state.workflow_id:
        return
    if not workflow_state.task_states.exists():
        names = {"other": workflow_state.workflow.name, "own": due.name}
        raise ReviewRefused(_("This page is reviewed by the workflow “%(own)s”, not by “%(other)s”.") % names, page_id)
    workflow_state.workflow = due
    workflow_state.save(update_fields=["workflow"])


def check_line(state: "ReviewTaskState", line: Line) -> None:
    """Raises ``OutOfLine`` unless the version stands at the stage that is next for it now.

    Since it came there its session may be called otherwise, or an administrator may have put another stage before this one.
    """
    stage = first_open_stage(line, state.digest)
    if stage is not None and stage.pk != state.task_id:
        raise OutOfLine(
            _("The version has to pass the stage “%(stage)s” first, and has gone there.") % {"stage": stage.name},
            int(line.review.object_id),
        )


def passed(line: Line, digest: str) -> dict[int, "ReviewTaskState"]:
    """The stages that have passed this very version, which is the latest draft: stage id to its state.

    A stage with a scope has passed it also where it passed another version of which its part is the same.
    """
    from .models import ReviewTaskState

    approved = ReviewTaskState.objects.filter(workflow_state=line.review, status=TaskState.STATUS_APPROVED)
    states = list(approved.filter(Q(approved_digest=digest) | ~Q(approved_scope="")).order_by("pk"))
    older = [state for state in states if state.approved_digest != digest]
    kept = set()
    if older:
        story = line.review.content_object.specific.latest_draft().story()
        partial = (stage for stage in line.stages if stage.kind != StageKind.APPROVAL)
        scopes = {stage.pk: stage.scope for stage in partial}
        kept = {each.pk for each in older if each.approved_scope == scope_digest(story, scopes.get(each.task_id, ()))}
    return {state.task_id: state for state in states if state.approved_digest == digest or state.pk in kept}


def first_open_stage(line: Line, digest: str) -> "ReviewTask | None":
    """The first stage that has not passed this version."""
    done = passed(line, digest)
    return next((stage for stage in line.stages if stage.pk not in done), None)


def user_can_pass(stage: "ReviewTask", line: Line, user: Any) -> bool:
    """Whether the user may pass the version at this stage: a member of it; at the approval also four eyes and the role.

    A leader's word is nobody's to give by a click in the admin.
    """
    return stage.kind != StageKind.LEADER and stage._user_in_groups(user) and why_not(stage, line, user) is None


def current_state(stage: "ReviewTask", task_state: TaskState) -> "ReviewTaskState":
    """The state, read afresh under the page's lock; refused where it is not the one that the page's review stands at.

    Wagtail's views do not check that a state belongs to the page of their address, nor that it is still the current one.
    """
    from .models import ReviewTaskState

    page_id = int(task_state.workflow_state.object_id)
    Page.objects.select_for_update().get(pk=page_id)
    state = ReviewTaskState.objects.select_related("workflow_state").filter(pk=task_state.pk).first()
    if (
        state is None
        or state.task_id != stage.pk
        or state.status != TaskState.STATUS_IN_PROGRESS
        or state.workflow_state.current_task_state_id != state.pk
        or state.workflow_state.status != WorkflowState.STATUS_IN_PROGRESS
    ):
        raise ReviewRefused(
            _("The version has changed or moved on since you opened it. Please look at it again."), page_id
        )
    return state


def check_approval(state: "ReviewTaskState", user: Any, points: Any = None) -> None:
    """Raises ``ReviewRefused`` unless this user may pass this stage of exactly what is stored now, with these points ticked."""
    page = state.workflow_state.content_object.specific
    stage = state.task.specific
    if stage.kind == StageKind.LEADER:
        raise ReviewRefused(
            _("The stage “%(stage)s” is passed by the word of the leader alone.") % {"stage": stage.name}, page.pk
        )
    duty.forget(user)
    if user is None or not stage._user_in_groups(user):
        raise ReviewRefused(_("You are not a member of the stage “%(stage)s”.") % {"stage": stage.name}, page.pk)
    line = check_workflow(state.workflow_state)
    if (reason := why_not(stage, line, user)) is not None:
        raise ReviewRefused(reason, page.pk)
    checklist.check(stage, points, page.pk)
    _check_version(state, line, page)
    check_line(state, line)


def check_word(state: "ReviewTaskState") -> None:
    """Raises ``ReviewRefused`` unless a leader's word is recorded and can pass this stage of exactly what is stored now."""
    line = check_workflow(state.workflow_state)
    page = state.workflow_state.content_object.specific
    stage = state.task.specific
    if stage.kind != StageKind.LEADER:
        raise ReviewRefused(
            _("The stage “%(stage)s” does not ask for a leader's word.") % {"stage": stage.name}, page.pk
        )
    check_leaders_word(stage, page.pk, state.digest)
    _check_version(state, line, page)
    check_line(state, line)


def _check_version(state: "ReviewTaskState", line: Line, page: Any) -> None:
    stage = state.task.specific
    story = page.latest_draft().story()
    digest = digest_of(story)
    if digest != state.digest or digest != last_known_digest(page.pk):
        raise ReviewRefused(
            _("The content has changed since it was submitted. Please save and submit it again."), page.pk
        )
    check_submission(page.pk, story)
    clean.check(stage, story, page.pk)
    # Who stands last, leader or approval, lets nothing pass that the approval would not.
    if line.ends_with(stage) or line.is_approval(stage):
        check_comments(page.pk)


def check_comments(page_id: int) -> None:
    """Raises ``ReviewRefused`` while comments are open that must be resolved before approval."""
    if count := blocking_comments(page_id):
        raise ReviewRefused(
            ngettext(
                "%(count)d comment that must be resolved before approval is still open.",
                "%(count)d comments that must be resolved before approval are still open.",
                count,
            )
            % {"count": count},
            page_id,
        )


def check_sending_back(state: "ReviewTaskState", user: Any, reason: str) -> None:
    """Raises ``ReviewRefused`` unless the user is a member of the stage, or a leader asks for it at theirs, and says why."""
    page_id = int(state.workflow_state.object_id)
    duty.forget(user)
    stage = state.task.specific
    if user is None and stage.kind == StageKind.LEADER and asks_for_change(page_id, state.digest):
        return
    if user is None or not stage._user_in_groups(user):
        raise ReviewRefused(_("You are not a member of this stage."), page_id)
    if not reason.strip():
        raise ReviewRefused(_("Say why you send it back."), page_id)


def check_finish(workflow_state: WorkflowState, user: Any) -> Finish:
    """What every stage has passed and who approved it; raises ``ReviewRefused`` where it is not so. Which stages these are is asked
    of the page's workflow and of the version as they are now.

    ``user`` is who passed the last stage: the approver, but where a leader's word stands behind the approval.
    """
    line = check_workflow(workflow_state)
    page = workflow_state.content_object.specific
    digest = draft_digest(page)
    approval = line.approval
    done = passed(line, digest)
    if approval is None or not all(stage.pk in done for stage in line.stages):
        raise ReviewRefused(_("Not every stage has passed this version."), page.pk)
    last = done[line.stages[-1].pk]
    approver = done[approval.pk].finished_by
    approves_now = line.ends_with(approval)
    # A stage that was switched off is no stage that was passed: only a passed last stage ends the review.
    if (approves_now and (approver is None or approver != user)) or workflow_state.current_task_state_id != last.pk:
        raise ReviewRefused(_("The last stage was not passed by the one who approves."), page.pk)
    # One word passes every leaders' stage.
    if (leaders := next((stage for stage in line.stages if stage.kind == StageKind.LEADER), None)) is not None:
        check_leaders_word(leaders, page.pk, digest)
    reason = why_not(approval, line, approver) if approver is not None else ""
    if reason is not None and not approves_now:
        raise OutOfLine(
            _(
                "The approval holds no more: who gave it could not give it now. Somebody else has to approve the version."
            ),
            page.pk,
        )
    if reason is not None:
        raise ReviewRefused(reason, page.pk)
    check_comments(page.pk)
    return Finish(digest, approver, tuple(stage.pk for stage in line.left_out_by_slip() if stage.pk not in done))


def void_approval(line: Line, digest: str) -> "ReviewTaskState | None":
    """The approval of this very version, where who gave it could not give it now; None for one that holds, or none."""
    approval = line.approval
    state = passed(line, digest).get(approval.pk) if approval is not None else None
    if approval is None or state is None:
        return None
    holds = state.finished_by is not None and why_not(approval, line, state.finished_by) is None
    return None if holds else state


def why_not(stage: "ReviewTask", line: Line, user: Any) -> str | None:
    """Why four eyes keep the user from passing the stage; None where they don't.

    A stage that is not the approval asks only that somebody else has given that.
    """
    page_id = int(line.review.object_id)
    if not line.is_approval(stage):
        if not has_approved(user, line):
            return None
        return _("You have approved this version, so another member of the stage “%(stage)s” has to pass it.") % {
            "stage": stage.name
        }
    if not has_role(user, Role.APPROVING_EDITOR):
        return _("Only an approving editor gives the last approval.")
    if has_contributed(user, page_id):
        return _("You have worked on this version yourself, so somebody else has to approve it.")
    if user.pk in passed_since_seal(page_id, but_at=stage.pk):
        return _("You have passed another stage of this version, so somebody else has to approve it.")
    if has_confirmed(user, page_id):
        return _("You have confirmed the leader's word on this version, so somebody else has to approve it.")
    return None
