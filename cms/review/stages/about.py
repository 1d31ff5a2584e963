"""What a version is in the sense of stages: the kind of its page, its session, its phase, the channels that it has posts for, and
whether it is a slip."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.dateparse import parse_date
from wagtail.models import Revision

from cms.publication.posts import going_out
from cms.registry.models import Phase, Session

from ..slips.standing import Slip, slip_of
from .kinds import AboutSession, AppliesTo, ForSlips, InPhase, StageKind

if TYPE_CHECKING:
    from ..models import ReviewTask


@dataclass(frozen=True)
class About:
    """One version. Of all but ``kind`` is known what a stage asks for; ``slip`` is a declared one."""

    kind: str | None
    session: str = AboutSession.NONE.value
    phases: frozenset[str] = frozenset({InPhase.NONE.value})
    slip: Slip | None = None
    channels: frozenset[str] = frozenset()
    """Those on which a post of it would go out at present."""

    @property
    def is_slip(self) -> bool:
        return self.slip is not None and not self.slip.reason


def about(kind: str | None, page_id: int, stages: "list[ReviewTask]") -> About:
    """What the newest version of a page of that kind is; asks the database only for what one of the stages goes by."""
    for_slips = all(_is_for_slips(stage) for stage in stages)
    asked = _ask_for_session(stages) or (kind == AppliesTo.ARTICLE and _ask_for_posts(stages))
    if (kind != AppliesTo.ARTICLE or for_slips) and not asked:
        return About(kind)
    return about_revision(kind, newest_revision(page_id), stages)


def about_revision(kind: str | None, revision: Revision | None, stages: "list[ReviewTask]") -> About:
    """What that version of a page of that kind is."""
    version = About(kind, slip=slip_of(revision) if kind == AppliesTo.ARTICLE else None)
    if revision is not None and kind == AppliesTo.ARTICLE and _ask_for_posts(stages):
        posts = going_out(revision.as_object().story())
        version = replace(version, channels=frozenset(post.channel for post in posts))
    if revision is None or not _ask_for_session(stages):
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
        (not version.is_slip or _is_for_slips(stage))
        and (not stage.applies_to or version.kind is None or version.kind in stage.applies_to)
        and (not stage.sessions or version.session in stage.sessions)
        and (not stage.phases or not version.phases.isdisjoint(stage.phases))
        and (not stage.channels or not version.channels.isdisjoint(stage.channels))
    )


def _ask_for_session(stages: "list[ReviewTask]") -> bool:
    return any(getattr(stage, "sessions", None) or getattr(stage, "phases", None) for stage in stages)


def _ask_for_posts(stages: "list[ReviewTask]") -> bool:
    return any(getattr(stage, "channels", None) for stage in stages)


def _is_for_slips(stage: "ReviewTask") -> bool:
    if not hasattr(stage, "for_slips") or stage.kind == StageKind.APPROVAL:
        return True
    if stage.kind == StageKind.LEADER:
        return stage.for_slips != ForSlips.LEFT_OUT
    return stage.for_slips == ForSlips.ASKED
