"""Every step that the desk shows writes the row of its page, in the transaction of the step."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import WorkflowState
from wagtail.signals import post_page_move

from cms.publication.models import Shelf
from cms.publication.signals import contributed
from cms.publication.story import Story

from .rows import write


@receiver(contributed, dispatch_uid="desk.contributed")
def on_contributed(sender: Any, page: Any, story: Story, **kwargs: Any) -> None:
    write(page.pk, story)


@receiver(post_save, sender=WorkflowState, dispatch_uid="desk.review")
def on_review(sender: Any, instance: WorkflowState, raw: bool = False, **kwargs: Any) -> None:
    # Between two stages a review stands at none for a moment.
    between = instance.status == WorkflowState.STATUS_IN_PROGRESS and instance.current_task_state_id is None
    if not (raw or between) and instance.base_content_type.model == "page":
        write(int(instance.object_id))


@receiver(post_save, sender=Shelf, dispatch_uid="desk.shelf")
def on_shelf(sender: Any, instance: Shelf, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        write(instance.pk)


@receiver(post_page_move, dispatch_uid="desk.moved")
def on_moved(sender: Any, instance: Any, **kwargs: Any) -> None:
    write(instance.pk)
