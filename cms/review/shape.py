"""The shape of a workflow: four eyes need two stages that are switched on, each a review stage, and the last one an approval.

A leader's word (kind ``leader``) may stand before the approval or after it; it counts as none of the two.
"""

from itertools import product
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from wagtail.models import Workflow, WorkflowPage

from .stages.about import About
from .stages.kinds import AboutSession, AppliesTo, InPhase, StageKind
from .stages.line import Line, active_stages, approval_of, stages_for
from .stages.when import of_version

if TYPE_CHECKING:
    from .models import ReviewTask

LEAST_STAGES = 2
"""One works on the copy, one approves."""


def why_unfit(workflow: Workflow, line: Line | None = None) -> str | None:
    """Why nothing can pass this workflow, or some kind of version, or the one whose line through it this is; None where everything
    can."""
    from .models import ReviewTask

    every = line.every if line is not None else active_stages(workflow)
    if len(every) < LEAST_STAGES:
        return _("The workflow “%(name)s” has fewer than two active stages, so nothing can pass it.") % {
            "name": workflow.name
        }
    if (strange := next((stage for stage in every if not isinstance(stage, ReviewTask)), None)) is not None:
        return _("The stage “%(stage)s” is no review stage, so nothing can pass the workflow “%(name)s”.") % {
            "stage": strange.name,
            "name": workflow.name,
        }
    versions = [line.version] if line is not None else _versions(every)
    reasons = (_why_unfit_for(workflow, every, each) for each in versions)
    return next((reason for reason in reasons if reason is not None), None)


def _versions(every: list["ReviewTask"]) -> list[About]:
    """Every kind of version that one of the stages tells from the others. What lies in several phases passes the stages of each,
    so the last of them is an approval where it is one for each."""
    sessions = AboutSession.values if any(stage.sessions for stage in every) else [AboutSession.NONE.value]
    phases = InPhase.values if any(stage.phases for stage in every) else [InPhase.NONE.value]
    # With more channels than one a version passes the stages of each, so the last of them is last for one channel, too.
    codes = sorted({code for stage in every for code in stage.channels})
    channels = [frozenset[str](), *(frozenset({code}) for code in codes)]
    with_session = (AppliesTo.ARTICLE, AppliesTo.SESSION)
    return [
        About(kind, session, frozenset({phase}), channels=posts)
        for kind, session, phase, posts in product(AppliesTo.values, sessions, phases, channels)
        if (kind in with_session or (session, phase) == (AboutSession.NONE, InPhase.NONE))
        and (kind == AppliesTo.ARTICLE or not posts)
    ]


def _why_unfit_for(workflow: Workflow, every: list["ReviewTask"], version: About) -> str | None:
    line = stages_for(every, version)
    names = {"name": workflow.name, "kind": of_version(version)}
    least = 1 if version.is_slip else LEAST_STAGES
    if len([stage for stage in line if stage.kind != StageKind.LEADER]) < least:
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
