"""The acts of review in the trail: what Wagtail logs of a page's stages under our names, and changes of the stages themselves."""

from typing import Any

from django.utils.translation import pgettext_lazy
from wagtail.models import PageLogEntry, Task, Workflow, WorkflowPage, WorkflowTask

from cms.publication.acts import name_page_acts
from cms.trail.acts import register_acts
from cms.trail.subjects import register_model
from cms.trail.watch import watch, watch_members

from .models import ReviewTask, ReviewTaskState


def register() -> None:
    register_acts(
        "review",
        pgettext_lazy("acts", "Review"),
        {
            "review.submitted": pgettext_lazy("act", "submitted"),
            "review.resubmitted": pgettext_lazy("act", "submitted again"),
            "review.passed": pgettext_lazy("act", "stage passed"),
            "review.sent_back": pgettext_lazy("act", "sent back"),
            "review.cancelled": pgettext_lazy("act", "taken out of review"),
            "review.slip_approved": pgettext_lazy("act", "slip approved without the stages left out for it"),
            "review.rerouted": pgettext_lazy("act", "review went on at another stage"),
            "review.approvals_taken_back": pgettext_lazy("act", "approvals taken back by a change"),
        },
    )
    register_acts(
        "workflow",
        pgettext_lazy("acts", "Stages of review"),
        {
            "workflow.added": pgettext_lazy("act", "workflow added"),
            "workflow.changed": pgettext_lazy("act", "workflow changed"),
            "workflow.deleted": pgettext_lazy("act", "workflow deleted"),
            "workflow.stage_added": pgettext_lazy("act", "stage put into a workflow"),
            "workflow.stage_moved": pgettext_lazy("act", "stage moved within a workflow"),
            "workflow.stage_removed": pgettext_lazy("act", "stage taken out of a workflow"),
            "workflow.section_added": pgettext_lazy("act", "workflow given to a section"),
            "workflow.section_changed": pgettext_lazy("act", "workflow of a section changed"),
            "workflow.section_removed": pgettext_lazy("act", "workflow taken from a section"),
            "stage.added": pgettext_lazy("act", "stage added"),
            "stage.changed": pgettext_lazy("act", "stage changed"),
            "stage.deleted": pgettext_lazy("act", "stage deleted"),
            "stage.groups_changed": pgettext_lazy("act", "groups of a stage changed"),
        },
    )
    name_page_acts(
        {
            "wagtail.workflow.start": "review.submitted",
            "wagtail.workflow.resume": "review.resubmitted",
            "wagtail.workflow.approve": "review.passed",
            "wagtail.workflow.reject": "review.sent_back",
            "wagtail.workflow.cancel": "review.cancelled",
        },
        _stage,
    )
    register_model(Workflow, "workflow", "wagtailadmin_workflows:edit")
    register_model(ReviewTask, "stage", "wagtailadmin_workflows:edit_task")
    watch(Workflow, "workflow")
    watch(ReviewTask, "stage")
    # Wagtail switches a stage off by the row of its base class.
    watch(Task, "stage", acts=(None, "stage.changed", None))
    watch_members(ReviewTask.groups.through, "stage.groups_changed", lambda stage: f"stage:{stage.pk}", "groups")
    watch(
        WorkflowTask,
        "workflow",
        acts=("workflow.stage_added", "workflow.stage_moved", "workflow.stage_removed"),
        subject=lambda row: f"workflow:{row.workflow_id}",
        data=lambda row: {"stage": row.task_id},
    )
    watch(
        WorkflowPage,
        "workflow",
        acts=("workflow.section_added", "workflow.section_changed", "workflow.section_removed"),
        subject=lambda row: f"workflow:{row.workflow_id}",
        data=lambda row: {"page": row.page_id},
    )


def _stage(entry: PageLogEntry) -> dict[str, Any]:
    """The stage that was passed or begun, and its state of this version."""
    told = entry.data.get("workflow")
    if not isinstance(told, dict):
        return {}
    stage = told.get("task") or told.get("next") or {}
    ids = {"stage": stage.get("id"), "state": told.get("task_state_id")}
    if entry.action == "wagtail.workflow.resume":
        # Wagtail names the revision that was sent back, not the one that is submitted now.
        ids["revision"] = entry.page.latest_revision_id
    if entry.action in ("wagtail.workflow.approve", "wagtail.workflow.reject") and ids["state"]:
        state = ReviewTaskState.objects.filter(pk=ids["state"]).first()
        if state is not None:
            ids |= {"for": state.stood_in_for_id, "points": len(state.checklist)}
    return {name: value for name, value in ids.items() if value}
