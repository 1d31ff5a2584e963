"""The shape of a workflow: four eyes need two stages that are switched on, each a review stage, and the last one an approval.

A leader's word (kind ``leader``) may stand before the approval or after it; it counts as none of the two.
"""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from wagtail.models import Workflow, WorkflowPage

from .stages.kinds import AppliesTo, StageKind
from .stages.line import active_stages

if TYPE_CHECKING:
    from .models import ReviewTask

LEAST_STAGES = 2
"""One works on the copy, one approves."""


def approval_of(line: list["ReviewTask"]) -> "ReviewTask | None":
    """The stage that four eyes apply to: the last one that is no leader's word."""
    return next((stage for stage in reversed(line) if stage.kind != StageKind.LEADER), None)


def why_unfit(workflow: Workflow, kind: str | None = None) -> str | None:
    """Why nothing can pass this workflow, or no page of the kind; None where something can."""
    from .models import ReviewTask

    every = active_stages(workflow)
    if len(every) < LEAST_STAGES:
        return _("The workflow “%(name)s” has fewer than two active stages, so nothing can pass it.") % {
            "name": workflow.name
        }
    if (strange := next((stage for stage in every if not isinstance(stage, ReviewTask)), None)) is not None:
        return _("The stage “%(stage)s” is no review stage, so nothing can pass the workflow “%(name)s”.") % {
            "stage": strange.name,
            "name": workflow.name,
        }
    kinds = [kind] if kind is not None else AppliesTo.values
    reasons = (_why_unfit_for(workflow, every, each) for each in kinds)
    return next((reason for reason in reasons if reason is not None), None)


def _why_unfit_for(workflow: Workflow, every: list["ReviewTask"], kind: str) -> str | None:
    line = [stage for stage in every if not stage.applies_to or kind in stage.applies_to]
    names = {"name": workflow.name, "kind": AppliesTo(kind).label if kind in AppliesTo.values else kind}
    if len([stage for stage in line if stage.kind != StageKind.LEADER]) < LEAST_STAGES:
        return (
            _(
                "In the workflow “%(name)s” fewer than two stages of the newsroom's own are for this kind of page: %(kind)s. "
                "So nothing can pass it."
            )
            % names
        )
    approval = approval_of(line)
    if approval is None or approval.kind != StageKind.APPROVAL:
        return (
            _(
                "In the workflow “%(name)s” the last stage of the newsroom's own must be an approval, also for this kind of page: "
                "%(kind)s."
            )
            % names
        )
    return None


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
