"""Who has the open page at its stage, and until when it is due, above the form."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from cms.publication.pages import ReviewedPage
from cms.text.dates import full_moment

from ..models import ReviewTaskState
from ..rules import why_not
from .kinds import StageKind
from .line import line_of


def stage_note(page: ReviewedPage, request: HttpRequest) -> SafeString:
    """Who looks at the version since when, when it is due, why a member may not pass it, and the buttons to take it and give
    it back; empty for a draft."""
    current = page.current_workflow_task_state
    if not isinstance(current, ReviewTaskState):
        return mark_safe("")
    stage = current.task.specific
    member = stage._user_in_groups(request.user)
    line = line_of(current.workflow_state) if member and stage.kind != StageKind.LEADER else None
    if not member and current.claimed_by_id is None and current.due_at is None:
        return mark_safe("")
    context = {
        "state": current,
        "stage": stage,
        "member": member,
        "why_not": why_not(stage, line, request.user) if line is not None else None,
        "mine": current.claimed_by_id == request.user.pk,
        "since": full_moment(current.claimed_at) if current.claimed_at else "",
        "due": full_moment(current.due_at) if current.due_at else "",
        "late": bool(current.due_at and current.due_at <= timezone.now()),
    }
    return render_to_string("admin/review/stages/note.html", context, request=request)
