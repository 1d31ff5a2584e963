from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from .source import present


class SourceMiddleware:
    """Keeps the request at hand for the trail while it is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        token = present.set(request)
        try:
            return self.get_response(request)
        finally:
            present.reset(token)
