from collections.abc import Callable
from typing import Any

from django.contrib.messages.storage import default_storage
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from . import shape
from .errors import ReviewRefused, UnfitWorkflow

View = Callable[..., HttpResponse]


class RefusalMiddleware:
    """Tells what the review refuses as a sentence: a step of it on the page's edit screen, where what was typed has been saved by
    then; a change of workflows and stages that would leave pages without a way to the public, which is undone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ReviewRefused):
            return None
        messages.error(request, str(exception))
        address = reverse("wagtailadmin_pages:edit", args=[exception.page_id])
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            # The modal of a workflow action follows this as it follows a success.
            return JsonResponse({"step": "success", "redirect": address})
        return redirect(address)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not _changes_workflows(request):
            return None
        # Wagtail has many ways to change a workflow, and each saves several rows: what counts is how it is afterwards.
        before = shape.faults()
        told = request._messages  # type: ignore[attr-defined]
        request._messages = default_storage(request)  # type: ignore[attr-defined]
        try:
            with transaction.atomic():
                response = view(request, *args, **kwargs)
                sentences = [sentence for key, sentence in shape.faults().items() if key not in before]
                transaction.set_rollback(bool(sentences))
        except UnfitWorkflow as error:
            # A version stands at the stage that is switched off, and could not go on.
            sentences = [error.reason]
        except ReviewRefused as error:
            sentences = [str(error)]
        if not sentences:
            return response
        # What the view told has not happened.
        request._messages = told  # type: ignore[attr-defined]
        for sentence in sentences:
            messages.error(request, f"{sentence} {_('Nothing was changed.')}")
        return redirect("wagtailadmin_workflows:index")


def _changes_workflows(request: HttpRequest) -> bool:
    match = request.resolver_match
    return request.method == "POST" and match is not None and "wagtailadmin_workflows" in match.namespaces
