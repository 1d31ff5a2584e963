from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from cms.publication.queries import shelf_of
from cms.text.dates import full_moment


@hooks.register("after_edit_page")
def say_where_it_stands(request: HttpRequest, page: Page) -> None:
    """Says in words what a step of the review has done: Wagtail only says that the page was updated."""
    if not request.POST.get("action-workflow-action"):
        return
    fresh = Page.objects.get(pk=page.pk).specific
    stage = fresh.current_workflow_task_state
    shelf = shelf_of(page.pk)
    if stage is not None:
        messages.success(request, _("The version now waits at the stage “%(stage)s”.") % {"stage": stage.task.name})
    elif fresh.current_workflow_state is not None:
        messages.success(request, _("The version went back to its author, with your reason."))
    elif shelf and shelf.scheduled_at:
        messages.success(request, _("Approved: goes live %(moment)s.") % {"moment": full_moment(shelf.scheduled_at)})
    elif shelf and shelf.is_public():
        messages.success(request, _("Approved: the public reads this version now."))
