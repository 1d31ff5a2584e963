"""What a version is in the sense of stages: the kind of its page, which session it is about, and in which phase."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_date
from wagtail.models import Revision, WorkflowState

from cms.registry.models import Phase, Session

from .kinds import AboutSession, InPhase

if TYPE_CHECKING:
    from ..models import ReviewTask


@dataclass(frozen=True)
class About:
    """One version. ``session`` and ``phases`` are empty where no stage asks for them."""

    kind: str | None
    session: str = AboutSession.NONE.value
    phases: frozenset[str] = frozenset({InPhase.NONE.value})


def about(workflow_state: WorkflowState, stages: "list[ReviewTask]") -> About:
    """What the newest version of a page under review is; asks the database only for what one of the stages goes by."""
    kind = getattr(workflow_state.content_type.model_class(), "story_kind", None)
    if not any(getattr(stage, "sessions", None) or getattr(stage, "phases", None) for stage in stages):
        return About(kind)
    content = newest_content(workflow_state)
    session = None
    if content.get("session"):
        found = Session.objects.filter(pk=content["session"]).select_related("phase", "congress")
        session = found.prefetch_related("congress__phases").first()
    day = session.day if session else parse_date(str(content.get("day") or ""))
    phases = phases_of(session, day) or frozenset({InPhase.NONE.value})
    return About(kind, session.kind if session else AboutSession.NONE.value, phases)


def newest_content(workflow_state: WorkflowState) -> dict[str, Any]:
    """What Wagtail keeps of the newest version."""
    newest = Revision.objects.filter(
        base_content_type=workflow_state.base_content_type_id, object_id=workflow_state.object_id
    )
    revision = newest.order_by("-created_at", "-pk").first()
    return revision.content if revision else {}


def phases_of(session: Session | None, day: dt.date | None) -> frozenset[str]:
    """The kinds of phases that a session is in, or a day without one; several where congresses overlap, none outside of all."""
    if session is not None and session.phase is not None:
        return frozenset({session.phase.kind})
    if day is None:
        return frozenset()
    phases = session.congress.phases.all() if session is not None and session.congress else Phase.objects.all()
    return frozenset(phase.kind for phase in phases if phase.covers(day))


def is_for(stage: "ReviewTask", version: About) -> bool:
    """Whether a version passes the stage; nothing chosen there means all."""
    if not hasattr(stage, "applies_to"):
        return True
    return (
        (not stage.applies_to or version.kind is None or version.kind in stage.applies_to)
        and (not stage.sessions or version.session in stage.sessions)
        and (not stage.phases or not version.phases.isdisjoint(stage.phases))
    )
