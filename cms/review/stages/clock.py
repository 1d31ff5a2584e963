"""What the worker does as the time of stages runs: reminds before and at the due time, and tells those above after it.

Each is told once a version: a column of its state says that it has been, and is filled by whoever tells, in the same transaction.
"""

import datetime as dt
import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState

from cms.staff.roles import Role

from ..duty.queries import on_duty
from ..models import ReviewTaskState
from ..notices.concerned import active, holders_of, members_of
from ..notices.door import notify

if TYPE_CHECKING:
    from cms.staff.models import User

log = logging.getLogger(__name__)

LEAST = dt.timedelta(minutes=5)
"""A reminder comes at least so long before the due time."""
FURTHEST = dt.timedelta(days=31)
"""No stage takes longer, so nothing that is due later is looked at."""
WITHOUT_LIMIT = 60
"""Minutes after which what is late goes to those above, where the stage's limit has been taken away meanwhile."""


def tick(now: dt.datetime | None = None) -> int:
    """Tells what is due and gives how many reminders that made. One version that fails does not hold up the others."""
    now = now or timezone.now()
    told = 0
    waiting = ReviewTaskState.objects.filter(
        due_at__lte=now + FURTHEST, escalated_told_at=None, status=TaskState.STATUS_IN_PROGRESS
    )
    for state in waiting.select_related("task__reviewtask").order_by("due_at", "pk"):
        step = _step(state, now)
        if step is None:
            continue
        try:
            told += _tell(state.pk, state.workflow_state_id, step, now)
        except Exception:
            log.exception("Nobody was told that stage state %d is due", state.pk)
    return told


def _step(state: ReviewTaskState, now: dt.datetime) -> str | None:
    """The last of the three that is due and has not been told."""
    if state.due_at is None:
        return None
    limit = dt.timedelta(minutes=state.task.reviewtask.due_minutes or WITHOUT_LIMIT)
    before = max(limit * settings.STAGE_REMIND_PERCENT / 100, LEAST)
    if now >= state.due_at + limit:
        return "escalated"
    if now >= state.due_at:
        return "overdue" if state.overdue_told_at is None else None
    return "due_soon" if now >= state.due_at - before and state.due_soon_told_at is None else None


_COLUMNS = {"due_soon": "due_soon_told_at", "overdue": "overdue_told_at", "escalated": "escalated_told_at"}


@transaction.atomic
def _tell(pk: int, workflow_state_id: int, step: str, now: dt.datetime) -> bool:
    """Tells a step of a version that still stands at its stage; whether it was for us to tell."""
    page_id = int(WorkflowState.objects.values_list("object_id", flat=True).get(pk=workflow_state_id))
    # Who passes the stage holds the page: either it is passed before, or told before.
    page = Page.objects.select_for_update().filter(pk=page_id).first()
    column = _COLUMNS[step]
    # Of the state's own table alone, so that the database compares and sets in one go.
    ours = ReviewTaskState.objects.filter(pk=pk, **{f"{column}__isnull": True}).update(**{column: now})
    state = ReviewTaskState.objects.select_related("workflow_state", "claimed_by").get(pk=pk)
    stands = state.status == TaskState.STATUS_IN_PROGRESS and state.workflow_state.current_task_state_id == pk
    if not ours or not stands or page is None or state.due_at is None:
        return False
    stage = state.task.specific
    notify(
        step,
        _those_above(state, now) if step == "escalated" else _whose(state, now),
        page=page.specific,
        at_stage=stage,
        stage=stage.name,
        at=state.due_at.isoformat(),
    )
    return True


def _whose(state: ReviewTaskState, now: dt.datetime) -> "Iterable[User]":
    """Who has the version; else who is on duty; else all members of the stage."""
    stage = state.task.specific
    if state.claimed_by and state.claimed_by.is_active:
        return [state.claimed_by]
    return list(on_duty(stage, now).filter(is_active=True)) or members_of(stage)


def _those_above(state: ReviewTaskState, now: dt.datetime) -> "Iterable[User]":
    ids = {user.pk for user in holders_of(Role.APPROVING_EDITOR, Role.COORDINATOR)}
    ids |= {user.pk for user in on_duty(state.task.specific, now)} | {state.claimed_by_id or 0}
    return active().filter(pk__in=ids)
