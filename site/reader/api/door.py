"""The door of the API: the public one, opened to programs on other sites, and answering in JSON whatever comes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from ..views.door import ALWAYS_ASK, View, public
from .answers import BadParameter, Part, Problem
from .questions import BadQuestion

METHODS = "GET, HEAD, OPTIONS"
_OPEN = {
    # Nobody is known here, so there is nothing to be had with somebody else's browser.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Link",
}
_ASKED_BEFORE = {
    "Allow": METHODS,
    "Access-Control-Allow-Methods": METHODS,
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
}


def api(view: View) -> View:
    """Makes a view of the API: GET, HEAD and OPTIONS, open to every site, with each refusal as JSON."""

    @public
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except BadQuestion as bad:
            return problem(400, bad.message, bad.errors)
        except Http404:
            return problem(404, _("There is nothing public here."))

    @csrf_exempt
    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = _of_method(request, lambda: answered(request, *args, **kwargs))
        for name, value in _OPEN.items():
            response.headers[name] = value
        return response

    return door


def _of_method(request: HttpRequest, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    if request.method in ("GET", "HEAD"):
        return answer()
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=_ASKED_BEFORE)
    with translation.override(settings.LANGUAGE_CODE):
        response = problem(405, _("This address is only read."))
    response.headers["Allow"] = METHODS
    return response


def said(part: Part | dict[str, Any], status: int = 200) -> JsonResponse:
    """An answer as JSON."""
    data = part.model_dump(mode="json") if isinstance(part, Part) else part
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})


def problem(status: int, message: str, errors: list[tuple[str, str]] | None = None) -> JsonResponse:
    """What was wrong with a question."""
    reasons = tuple(BadParameter(parameter=name[:100], reason=reason) for name, reason in errors or ())
    response = said(Problem(message=message, errors=reasons), status)
    response.headers["Cache-Control"] = ALWAYS_ASK
    return response
