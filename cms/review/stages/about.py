"""What a version is in the sense of stages: the kind of its page, its session, its phase, and whether it is a slip."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.dateparse import parse_date
from wagtail.models import Revision, WorkflowState

from cms.registry.models import Phase, Session

from ..slips.standing import slip_of
from .kinds import AboutSession, AppliesTo, ForSlips, InPhase, StageKind

if TYPE_CHECKING:
    from ..models import ReviewTask


@dataclass(frozen=True)
class About:
    """One version. ``session`` and ``phases`` are empty where no stage asks for them."""

    kind: str | None
    session: str = AboutSession.NONE.value
    phases: frozenset[str] = frozenset({InPhase.NONE.value})
    slip: bool = False


def about(workflow_state: WorkflowState, stages: "list[ReviewTask]") -> About:
    """What the newest version of a page under review is; asks the database only for what one of the stages goes by."""
    kind = getattr(workflow_state.content_type.model_class(), "story_kind", None)
    return about_version(kind, int(workflow_state.object_id), stages)


def about_version(kind: str | None, page_id: int, stages: "list[ReviewTask]") -> About:
    """What the newest version of a page of that kind is."""
    asked = any(getattr(stage, "sessions", None) or getattr(stage, "phases", None) for stage in stages)
    if kind != AppliesTo.ARTICLE and not asked:
        return About(kind)
    revision = newest_revision(page_id)
    slip = slip_of(revision) if kind == AppliesTo.ARTICLE else None
    version = About(kind, slip=slip is not None and not slip.reason)
    if not asked or revision is None:
        return version
    content, session = revision.content, None
    if content.get("session"):
        found = Session.objects.filter(pk=content["session"]).select_related("phase", "congress")
        session = found.prefetch_related("congress__phases").first()
    day = session.day if session else parse_date(str(content.get("day") or ""))
    phases = phases_of(session, day) or frozenset({InPhase.NONE.value})
    return replace(version, session=session.kind if session else AboutSession.NONE.value, phases=phases)


def newest_revision(page_id: int) -> Revision | None:
    """What Wagtail keeps of the newest version."""
    newest = Revision.page_revisions.filter(object_id=str(page_id)).select_related("base_content_type", "content_type")
    return newest.order_by("-created_at", "-pk").first()


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
        (not version.slip or _is_for_slips(stage))
        and (not stage.applies_to or version.kind is None or version.kind in stage.applies_to)
        and (not stage.sessions or version.session in stage.sessions)
        and (not stage.phases or not version.phases.isdisjoint(stage.phases))
    )


def _is_for_slips(stage: "ReviewTask") -> bool:
    if stage.kind == StageKind.APPROVAL:
        return True
    if stage.kind == StageKind.LEADER:
        return stage.for_slips != ForSlips.LEFT_OUT
    return stage.for_slips == ForSlips.ASKED
