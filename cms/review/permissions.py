"""Who may see what a page's versions say before they are public."""

from typing import Any

from django.utils import timezone

from cms.publication.pages import ReviewedPage
from cms.staff.roles import Role, has_role

from .duty.queries import stands_in_for
from .models import ReviewTask

SEE_DRAFTS = (Role.PHOTO_EDITOR, Role.CHANNEL_MANAGER, Role.EMERGENCY)
"""Roles that work on what is not theirs to edit: the photos of every article, what goes out to the channels, what can't wait."""


def user_can_compare(user: Any, page: ReviewedPage) -> bool:
    """Whoever may edit the page, passes a stage of its review, or looks after its photos or posts."""
    if not user.is_active:
        return False
    return page.permissions_for_user(user).can_edit() or has_role(user, *SEE_DRAFTS) or _passes_a_stage(user, page)


def _passes_a_stage(user: Any, page: ReviewedPage) -> bool:
    workflow = page.get_workflow()
    stages = ReviewTask.objects.filter(workflow_tasks__workflow=workflow, active=True)
    if not (workflow and user.pk):
        return False
    if stages.filter(groups__in=user.groups.all()).exists():
        return True
    return any(stage.whom_for(user) for stage in stages) if stands_in_for(user, timezone.now()).exists() else False
