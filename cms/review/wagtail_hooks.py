from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from cms.publication.queries import shelf_of
from cms.text.dates import full_moment

from .comparison.views import ComparisonView
from .of_page import button_to
from .permissions import user_can_compare


@hooks.register("after_edit_page")
def after_a_step(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Says in words what a step of the review has done, and leads back to the desk.

    Wagtail only says that the page was updated, and leads to its section. Who came from elsewhere gets back there.
    """
    if request.POST.get("action-workflow-action"):
        _say_where_it_stands(request, page)
    elif not request.POST.get("action-submit"):
        return None
    came_from = request.POST.get("next") or request.GET.get("next")
    return None if came_from else redirect("wagtailadmin_home")


def _say_where_it_stands(request: HttpRequest, page: Page) -> None:
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
        there = messages.button(settings.PUBLIC_BASE_URL + shelf.path, _("See it on the site"), new_window=True)
        messages.success(request, _("Approved: the public reads this version now."), buttons=[there])


@hooks.register("register_admin_urls")
def comparison_urls() -> list[URLPattern]:
    return [path("so-sanh/<int:page_id>/", ComparisonView.as_view(), name="review_comparison")]


hooks.register(
    "register_page_header_buttons",
    button_to("review_comparison", pgettext_lazy("comparison", "Compare versions"), "history", 44, user_can_compare),
)


@hooks.register("before_edit_page")
def an_autosave_only_saves(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuses an autosave that carries a step of the review: the form held it while the step itself was on its way."""
    if request.method != "POST" or request.accepts("text/html"):
        return None
    if not any(name.startswith("action-") for name in request.POST):
        return None
    told = {
        "success": False,
        "error_code": "blocked_by_hook",
        "error_message": _("An autosave takes no step of the review."),
    }
    return JsonResponse(told, status=409)


@hooks.register("insert_editor_js")
def one_request_a_step() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("review/one-act.js"))


@hooks.register("insert_editor_js")
def dialogs_by_keyboard() -> SafeString:
    return format_html('<script src="{}" type="module"></script>', static("review/dialog.js"))
