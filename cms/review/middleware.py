from collections.abc import Callable
from typing import Any

from django.contrib.messages.storage import default_storage
from django.db import transaction
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.generic import CreateView, EditView

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
        return redirect(f"{address}#{exception.place}" if exception.place else address)

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
        sentences = [f"{sentence} {_('Nothing was changed.')}" for sentence in sentences]
        form = _form_again(view, sentences)
        if form is not None:
            return form(request, *args, **kwargs)
        for sentence in sentences:
            messages.error(request, sentence)
        return redirect("wagtailadmin_workflows:index")


def _form_again(view: View, sentences: list[str]) -> View | None:
    """The view of a form, as it answers one that it does not take: with what was typed and these sentences; None for a view without
    a form."""
    asked = getattr(view, "view_class", None)
    if asked is None or not issubclass(asked, CreateView | EditView):
        return None

    class Refused(asked):  # type: ignore[misc, valid-type]
        def is_valid(self, form: BaseForm) -> bool:
            if super().is_valid(form):
                for sentence in sentences:
                    form.add_error(None, sentence)
                self.produced_error_code = "validation_error"
                self.produced_error_message = self.get_error_message()
            return False

    again: View = Refused.as_view(**getattr(view, "view_initkwargs", {}))
    return again


def _changes_workflows(request: HttpRequest) -> bool:
    match = request.resolver_match
    return request.method == "POST" and match is not None and "wagtailadmin_workflows" in match.namespaces
