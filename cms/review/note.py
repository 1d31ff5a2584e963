"""What the review has to say beside the open page: why a version was sent back, or was not made public at its hour."""

import datetime as dt
import json

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import TaskState, WorkflowState

from cms.publication.pages import ReviewedPage
from cms.text.dates import full_moment
from cms.trail.models import Entry

_STANDING = [f"publication.{act}" for act in ("sealed", "published", "unscheduled", "withdrawn", "expired")]


def sent_back_note(page: ReviewedPage, request: HttpRequest) -> SafeString:
    """Who asked for which change, and when; empty unless the page waits for one."""
    waiting = WorkflowState.objects.active().for_instance(page).filter(status=WorkflowState.STATUS_NEEDS_CHANGES)
    state = (
        TaskState.objects.filter(workflow_state__in=waiting, status=TaskState.STATUS_REJECTED)
        .select_related("task", "finished_by")
        .order_by("-finished_at", "-pk")
        .first()
    )
    if state is None:
        return mark_safe("")
    context = {"state": state, "moment": full_moment(state.finished_at) if state.finished_at else ""}
    return render_to_string("admin/review/sent_back.html", context, request=request)


def stopped_note(page: ReviewedPage, request: HttpRequest) -> SafeString:
    """That the approved version was not made public at its hour; empty once another one is approved."""
    last = Entry.objects.filter(subject=f"page:{page.pk}", action__in=_STANDING).order_by("-number").first()
    if last is None or last.action != "publication.unscheduled" or not json.loads(last.data).get("reason"):
        return mark_safe("")
    context = {"moment": full_moment(dt.datetime.fromisoformat(last.at))}
    return render_to_string("admin/review/stopped.html", context, request=request)
