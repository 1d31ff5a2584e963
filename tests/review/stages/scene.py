"""Stages put together as an administrator would, and a page at one of them."""

from typing import Any

from django.contrib.auth.models import Group
from wagtail.models import Workflow, WorkflowTask

from cms.articles.models import ArticlePage
from cms.review.models import ReviewTask, ReviewTaskState
from cms.review.stages.kinds import StageKind
from cms.staff.roles import Role

DESK, APPROVAL = "Biên tập", "Duyệt xuất bản"


def stage_named(name: str) -> ReviewTask:
    return ReviewTask.objects.get(name=name)


def add_stage(name: str, kind: StageKind, *roles: Role, before: str = "", **fields: Any) -> ReviewTask:
    """A further stage of the whole site's workflow, at its end or before another one."""
    stage = ReviewTask.objects.create(name=name, kind=kind, **fields)
    stage.groups.set(Group.objects.filter(name__in=[role.value for role in roles]))
    workflow = Workflow.objects.get(name="Duyệt bài")
    rows = list(workflow.workflow_tasks.order_by("sort_order"))
    place = next((n for n, row in enumerate(rows) if row.task.name == before), len(rows))
    rows.insert(place, WorkflowTask(workflow=workflow, task=stage))
    for order, row in enumerate(rows):
        row.sort_order = order
        row.save()
    return stage


def state_of(page: ArticlePage) -> ReviewTaskState | None:
    """The state of the stage at which the page stands."""
    return ArticlePage.objects.get(pk=page.pk).current_workflow_task_state


def stands_at(page: ArticlePage) -> str | None:
    state = state_of(page)
    return state.task.name if state else None
