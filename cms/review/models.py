from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState

from cms.publication.story import digest_of

from . import rules
from .comments.models import Comment as Comment
from .comments.models import Reply as Reply
from .comparison.models import Look as Look
from .desk.models import DeskRow as DeskRow
from .duty import queries as duty
from .duty.models import Shift as Shift
from .duty.models import StandIn as StandIn
from .emergency.models import AfterReview as AfterReview
from .emergency.models import EmergencyMonth as EmergencyMonth
from .errors import OutOfLine
from .notices import steps
from .paper.models import Paper as Paper
from .paper.models import PaperReading as PaperReading
from .paper.models import ProposedChange as ProposedChange
from .requests.models import CorrectionRequest as CorrectionRequest
from .requests.models import RequestScan as RequestScan
from .requests.models import RequestSender as RequestSender
from .rerouting import bring_in_line
from .signoff.models import Attestation as Attestation
from .signoff.models import Leader as Leader
from .signoff.models import SignoffLetter as SignoffLetter
from .signoff.models import SignoffRequest as SignoffRequest
from .stages import checklist, claims, due
from .stages.fields import ChannelsField, ChosenField
from .stages.forms import ReasonForm, passing_form
from .stages.kinds import AboutSession, AppliesTo, Clean, ForSlips, InPhase, Part, StageKind
from .stages.line import line_of
from .stages.scope import scope_digest
from .stages.validation import validate


class ReviewTaskState(TaskState):
    """One stage of one version. A version that changes gets a new one, so an approval is always of what was looked at."""

    digest = models.CharField(_("digest"), max_length=64)
    approved_digest = models.CharField(_("approved digest"), max_length=64, blank=True)
    approved_scope = models.CharField(_("digest of the approved parts"), max_length=64, blank=True)
    due_at = models.DateTimeField(_("due at"), null=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("claimed by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    claimed_at = models.DateTimeField(_("claimed at"), null=True)
    stood_in_for = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("stood in for"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    checklist = models.JSONField(_("checklist as it was ticked"), default=list)
    due_soon_told_at = models.DateTimeField(_("reminded at"), null=True)
    overdue_told_at = models.DateTimeField(_("told to be late at"), null=True)
    escalated_told_at = models.DateTimeField(_("escalated at"), null=True)

    class Meta:
        verbose_name = _("stage of a version")
        verbose_name_plural = _("stages of versions")
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(due_at__isnull=False, escalated_told_at=None),
                name="review_state_due",
            )
        ]

    @transaction.atomic
    def approve(
        self, user: Any = None, update: bool = True, comment: str = "", points: Any = None, by_word: bool = False
    ) -> "ReviewTaskState":
        """Passes the stage; ``points`` are the keys of the checklist's ticked points. ``by_word``: by a leader's word, which is
        recorded; it is of the whole, and no member passes the stage."""
        if by_word:
            user = None
            rules.check_word(self)
        else:
            rules.check_approval(self, user, points)
        stage = self.task.specific
        self.stood_in_for = None if by_word else stage.whom_for(user)
        self.approved_digest = self.digest
        story = (
            self.workflow_state.content_object.specific.latest_draft().story() if stage.scope and not by_word else None
        )
        self.approved_scope = scope_digest(story, stage.scope) if story else ""
        self.checklist = [] if by_word else checklist.ticked(stage, user)
        return super().approve(user=user, update=update, comment=comment)

    @transaction.atomic
    def reject(self, user: Any = None, update: bool = True, comment: str = "") -> "ReviewTaskState":
        rules.check_sending_back(self, user, comment)
        self.stood_in_for = self.task.specific.whom_for(user) if user else None
        super().reject(user=user, update=update, comment=comment)
        steps.sent_back(self, user)
        return self


class ReviewTask(AbstractGroupApprovalTask):
    """A stage (khâu duyệt): one of its groups passes the version on. The last one that is no leader's word is the approval."""

    kind = models.CharField(
        pgettext_lazy("of a stage", "what it is for"),
        max_length=16,
        choices=StageKind.choices,
        default=StageKind.DESK,
        help_text=_(
            "The last stage but for leaders' words must be an approval: only an approving editor who has not worked on the version "
            "passes it. A leader's word is recorded, never clicked by a member."
        ),
    )
    applies_to = ChosenField(
        pgettext_lazy("of a stage", "kinds of pages it is for"),
        of=AppliesTo,
        help_text=_("A page of another kind skips this stage. None chosen: all kinds."),
    )
    sessions = ChosenField(
        pgettext_lazy("of a stage", "kinds of sessions it is for"),
        of=AboutSession,
        help_text=_(
            "By the session that the article covers, or that the page is about. Another version skips this stage; what is about no "
            "session does so too, unless that is chosen here. None chosen: all."
        ),
    )
    phases = ChosenField(
        pgettext_lazy("of a stage", "phases of the congress it is for"),
        of=InPhase,
        help_text=_(
            "The phase of the session, else the one in which the article's day lies. Another version skips this stage. "
            "None chosen: all."
        ),
    )
    channels = ChannelsField(
        pgettext_lazy("of a stage", "channels it is for"),
        help_text=_(
            "Only versions with a post that would go out on one of these pass the stage. None chosen: all versions, with posts or "
            "without."
        ),
    )
    for_slips = models.CharField(
        pgettext_lazy("of a stage", "slips in published articles"),
        max_length=16,
        choices=ForSlips.choices,
        default=ForSlips.USUAL,
        help_text=_(
            "A declared slip of a few letters in at most five words, which touches no name, number, date, office or quotation. "
            "As usual it passes only the approval, which it never skips, and a leader's word."
        ),
    )
    due_minutes = models.PositiveIntegerField(
        pgettext_lazy("of a stage", "minutes it may take"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_(
            "Counted from when a version comes to the stage. Before the time is up and when it is up, who has the version is "
            "reminded; after as much again, approving editors and coordinators are told. Empty: no limit."
        ),
    )
    checklist = models.TextField(
        pgettext_lazy("of a stage", "checklist"),
        blank=True,
        help_text=_(
            "One point a line. Each must be ticked to pass the stage, and is kept with the approval as it is worded."
        ),
    )
    must_be_clean = ChosenField(
        pgettext_lazy("of a stage", "what must be in order before it"),
        of=Clean,
        help_text=_("The stage can't be passed while something chosen here is not in order."),
    )
    scope = ChosenField(
        pgettext_lazy("of a stage", "parts it looks at"),
        of=Part,
        help_text=_(
            "Its approval stays when only other parts change. None chosen: the whole, and any change takes it back. An approval by "
            "an approving editor is always of the whole."
        ),
    )

    task_state_class = ReviewTaskState

    admin_form_fields = [
        "name",
        "kind",
        "groups",
        "applies_to",
        "sessions",
        "phases",
        "channels",
        "for_slips",
        "due_minutes",
        "checklist",
        "must_be_clean",
        "scope",
    ]
    admin_form_widgets = {
        **AbstractGroupApprovalTask.admin_form_widgets,
        "checklist": forms.Textarea({"rows": 5}),
    }

    class Meta:
        verbose_name = _("review stage")
        verbose_name_plural = _("review stages")

    @classmethod
    def get_description(cls) -> str:
        return str(_("Members of the chosen groups pass the version on; the last stage approves and publishes it."))

    def clean(self) -> None:
        super().clean()
        validate(self)

    def start(self, workflow_state: WorkflowState, user: Any = None) -> TaskState:
        """Starts this stage for the latest version, or an earlier one that has not passed this very version yet.

        Wagtail resumes at the stage that sent the version back, although its text may have changed since.
        """
        page = workflow_state.content_object.specific
        rules.follow_workflow(workflow_state)
        line = rules.check_workflow(workflow_state)
        story = page.latest_draft().story()
        rules.check_submission(page.pk, story)
        stage = rules.first_open_stage(line, digest_of(story)) or line.approval
        return (stage or self).begin(workflow_state, user)

    @transaction.atomic
    def begin(self, workflow_state: WorkflowState, user: Any = None, told: set[int] | None = None) -> ReviewTaskState:
        """A state of this stage for the latest version, without asking whether it is fit to be submitted.

        ``told`` are those who have had a notice of this step already.
        """
        before = workflow_state.current_task_state
        state = super().start(workflow_state, user=user)
        draft = workflow_state.content_object.specific.latest_draft()
        state.digest, state.revision = digest_of(draft.story()), draft.latest_revision
        due.carry_on(state, self, before)
        claims.keep(state, self)
        state.save(update_fields=["digest", "revision", *due.FIELDS])
        steps.stage_begun(state, before, user, told)
        return state

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        try:
            self._act(task_state, user, action_name, **kwargs)
        except OutOfLine as refusal:
            bring_in_line(refusal.page_id, user)
            raise

    @transaction.atomic
    def _act(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> None:
        # The editor passes on whatever the browser sent as extra data: only a comment and ticked points are taken.
        comment = kwargs.get("comment", "")
        state = rules.current_state(self, task_state)
        if action_name == "approve":
            points = kwargs.get("points")
            state.approve(user=user, comment=comment if isinstance(comment, str) else "", points=points)
        elif action_name == "reject":
            state.reject(user=user, comment=comment if isinstance(comment, str) else "")

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return ReasonForm if action == "reject" else passing_form(self)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        actions: list[tuple[str, Any, bool]] = []
        if not self._user_in_groups(user):
            return actions
        actions.append(("reject", _("Request changes"), True))
        line = line_of(obj.current_workflow_state)
        if rules.user_can_pass(self, line, user):
            # Wagtail adds “and Publish” at the last stage.
            last = line.is_approval(self)
            # With a checklist the plain button asks for its points too.
            actions.append(("approve", _("Approve") if last else _("Pass on"), bool(checklist.points_of(self))))
            if not checklist.points_of(self):
                actions.append(("approve", _("Approve with a comment") if last else _("Pass on with a comment"), True))
        return actions

    # Superusers administer; they are members of no stage by that alone.

    def _user_in_groups(self, user: Any) -> bool:
        return self.has_member(user) or self.whom_for(user) is not None

    def has_member(self, user: Any) -> bool:
        """Whether the user is a member of the stage's groups."""
        return bool(user.is_active and user.pk) and super()._user_in_groups(user)

    def whom_for(self, user: Any) -> Any:
        """For which member of the stage the user acts, who is none; None for nobody."""
        if not (user.is_active and user.pk) or self.has_member(user):
            return None
        return duty.whom_for(user, self)

    def user_can_access_editor(self, obj: Any, user: Any) -> bool:
        return self._user_in_groups(user)

    def locked_for_user(self, obj: Any, user: Any) -> bool:
        return not self._user_in_groups(user)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> models.QuerySet[TaskState]:
        if not self._user_in_groups(user):
            return TaskState.objects.none()
        return TaskState.objects.filter(task=self, status=TaskState.STATUS_IN_PROGRESS)
