"""Who looks at a version now: said by whoever takes it, seen by the others. A claim keeps nobody from passing the stage."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.trail.record import record

from ..duty.queries import forget
from ..errors import ReviewRefused
from ..notices.door import notify
from ..rules import current_state, user_can_pass
from .line import line_of

if TYPE_CHECKING:
    from cms.staff.models import User

    from ..models import ReviewTask, ReviewTaskState


@transaction.atomic
def claim(state: "ReviewTaskState", user: "User", *, take_over: bool = False) -> "ReviewTaskState":
    """Says that the user looks at the version at its stage; gives the state as it is then.

    Raises ``PermissionDenied`` for who is no member of the stage, and ``ReviewRefused`` where the version has moved on, or where
    somebody else has it and it is not to be taken over.
    """
    state = _current(state, user)
    page = state.workflow_state.content_object
    before = state.claimed_by
    if before == user:
        return state
    if before is not None and not take_over:
        raise ReviewRefused(
            _("%(name)s has this version already. Take it over if you have agreed on that.") % {"name": before}, page.pk
        )
    state.claimed_by, state.claimed_at = user, timezone.now()
    state.save(update_fields=["claimed_by", "claimed_at"])
    if before is not None:
        notify("claim_taken", [before], page=page, actor=user, at_stage=state.task.specific, stage=state.task.name)
    _record("review.claimed", state, user, taken_over=before is not None)
    return state


@transaction.atomic
def release(state: "ReviewTaskState", user: "User") -> "ReviewTaskState":
    """Gives the version back to all members of its stage; gives the state as it is then. Raises as `claim`; one can only give back
    what one has oneself."""
    state = _current(state, user)
    if state.claimed_by_id is None:
        return state
    if state.claimed_by_id != user.pk:
        raise ReviewRefused(
            _("%(name)s has this version; only they can give it back.") % {"name": state.claimed_by},
            int(state.workflow_state.object_id),
        )
    state.claimed_by, state.claimed_at = None, None
    state.save(update_fields=["claimed_by", "claimed_at"])
    _record("review.released", state, user)
    return state


def keep(state: "ReviewTaskState", stage: "ReviewTask") -> None:
    """A version that comes again to a stage in the same review is with who had it there last, where they may still pass it.

    Sets it on the new state, which the caller saves.
    """
    earlier = type(state).objects.filter(workflow_state=state.workflow_state_id, task=stage.pk).exclude(pk=state.pk)
    last = earlier.select_related("claimed_by").order_by("pk").last()
    if state.claimed_by_id is None and last is not None and last.claimed_by is not None:
        line = line_of(state.workflow_state)
        if user_can_pass(stage, line, last.claimed_by):
            state.claimed_by, state.claimed_at = last.claimed_by, state.started_at


def _current(state: "ReviewTaskState", user: "User") -> "ReviewTaskState":
    """The state under the page's lock, for a member of its stage."""
    stage = state.task.specific
    forget(user)
    if not stage._user_in_groups(user):
        raise PermissionDenied
    return current_state(stage, state)


def _record(act: str, state: "ReviewTaskState", user: "User", **data: Any) -> None:
    about = {"stage": state.task_id, "state": state.pk, "digest": state.digest, **data}
    record(act, actor=user, subject=f"page:{state.workflow_state.object_id}", data=about)
