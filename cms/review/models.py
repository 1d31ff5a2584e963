from typing import Any

from django import forms
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState

from cms.publication.queries import draft_digest

from . import rules
from .comments.models import Comment as Comment
from .comments.models import Reply as Reply
from .comparison.models import Look as Look
from .notices import steps


class ReviewTaskState(TaskState):
    """One stage of one version. A version that changes gets a new one, so an approval is always of what was looked at."""

    digest = models.CharField(_("digest"), max_length=64)
    approved_digest = models.CharField(_("approved digest"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("stage of a version")
        verbose_name_plural = _("stages of versions")

    @transaction.atomic
    def approve(self, user: Any = None, update: bool = True, comment: str = "") -> "ReviewTaskState":
        rules.check_approval(self, user)
        self.approved_digest = self.digest
        return super().approve(user=user, update=update, comment=comment)

    @transaction.atomic
    def reject(self, user: Any = None, update: bool = True, comment: str = "") -> "ReviewTaskState":
        rules.check_sending_back(self, user, comment)
        super().reject(user=user, update=update, comment=comment)
        steps.sent_back(self, user)
        return self


class ReasonForm(TaskStateCommentForm):
    """The reason for sending a version back: it can't be left out."""

    comment = forms.CharField(label=_("Reason"), required=True, widget=forms.Textarea({"rows": 3}))


class ReviewTask(AbstractGroupApprovalTask):
    """A stage (khâu duyệt): one of its groups passes the version on. The last stage is the approval."""

    task_state_class = ReviewTaskState

    class Meta:
        verbose_name = _("review stage")
        verbose_name_plural = _("review stages")

    @classmethod
    def get_description(cls) -> str:
        return str(_("Members of the chosen groups pass the version on; the last stage approves and publishes it."))

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """Starts this stage for the latest version, or an earlier one that has not passed this very version yet.

        Wagtail resumes at the stage that sent the version back, although its text may have changed since.
        """
        page = workflow_state.content_object.specific
        rules.check_workflow(workflow_state)
        rules.check_submission(page)
        stage = rules.first_open_stage(workflow_state, draft_digest(page)) or self
        return stage.begin(workflow_state, user)

    @transaction.atomic
    def begin(self, workflow_state: WorkflowState, user: Any = None, told: set[int] | None = None) -> ReviewTaskState:
        """A state of this stage for the latest version, without asking whether it is fit to be submitted.

        ``told`` are those who have had a notice of this step already.
        """
        before = workflow_state.current_task_state
        state = super().start(workflow_state, user=user)
        state.digest = draft_digest(workflow_state.content_object.specific)
        state.revision = workflow_state.content_object.specific.latest_draft().latest_revision
        state.save(update_fields=["digest", "revision"])
        steps.stage_begun(state, before, user, told)
        return state

    @transaction.atomic
    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        # The editor passes on whatever the browser sent as extra data: only a comment is taken.
        comment = kwargs.get("comment", "")
        state = rules.current_state(self, task_state)
        if action_name == "approve":
            state.approve(user=user, comment=comment if isinstance(comment, str) else "")
        elif action_name == "reject":
            state.reject(user=user, comment=comment if isinstance(comment, str) else "")

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return ReasonForm if action == "reject" else TaskStateCommentForm

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        actions: list[tuple[str, Any, bool]] = []
        if not self._user_in_groups(user):
            return actions
        actions.append(("reject", _("Request changes"), True))
        if rules.user_can_pass(self, obj, user):
            # Wagtail adds “and Publish” at the last stage.
            last = rules.is_last_stage(self, obj)
            actions.append(("approve", _("Approve") if last else _("Pass on"), False))
            actions.append(("approve", _("Approve with a comment") if last else _("Pass on with a comment"), True))
        return actions

    # Superusers administer; they are members of no stage by that alone.

    def _user_in_groups(self, user: Any) -> bool:
        return bool(user.is_active and user.pk) and super()._user_in_groups(user)

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return self._user_in_groups(user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not self._user_in_groups(user)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> models.QuerySet[TaskState]:
        if not self._user_in_groups(user):
            return TaskState.objects.none()
        return TaskState.objects.filter(task=self, status=TaskState.STATUS_IN_PROGRESS)
