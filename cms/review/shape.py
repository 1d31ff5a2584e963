"""The shape of a workflow: four eyes need two stages that are switched on, and each of them a review stage."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from wagtail.models import Task, Workflow, WorkflowPage

if TYPE_CHECKING:
    from .models import ReviewTask

LEAST_STAGES = 2
"""One works on the copy, one approves."""


def active_stages(workflow: Workflow) -> list["ReviewTask"]:
    """The stages that are switched on, in order."""
    tasks = Task.objects.filter(workflow_tasks__workflow=workflow, active=True)
    return [task.specific for task in tasks.order_by("workflow_tasks__sort_order")]


def why_unfit(workflow: Workflow) -> str | None:
    """Why nothing can pass this workflow; None where something can."""
    from .models import ReviewTask

    stages = active_stages(workflow)
    if len(stages) < LEAST_STAGES:
        return _("The workflow “%(name)s” has fewer than two active stages, so nothing can pass it.") % {
            "name": workflow.name
        }
    strange = next((stage for stage in stages if not isinstance(stage, ReviewTask)), None)
    if strange is None:
        return None
    return _("The stage “%(stage)s” is no review stage, so nothing can pass the workflow “%(name)s”.") % {
        "stage": strange.name,
        "name": workflow.name,
    }


def faults() -> dict[int, str]:
    """A sentence for each workflow that guards pages and that nothing can pass, by its id; under 0 that one guards the whole
    tree no more."""
    found = {}
    for workflow in Workflow.objects.active().filter(workflow_pages__isnull=False).distinct():
        if (reason := why_unfit(workflow)) is not None:
            found[workflow.pk] = reason
    if not WorkflowPage.objects.filter(page__depth=1, workflow__active=True).exists():
        found[0] = _("Without a workflow for the whole site no page could be submitted.")
    return found
