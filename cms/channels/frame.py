"""How the newsletter's pages are shown: the reader, which knows the site's frame, registers its renderer here."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

Renderer = Callable[[HttpRequest, str, dict[str, Any], str], HttpResponse]
"""Makes a page of the public site from the request, a template, its context and a title."""

_renderers: list[Renderer] = []


def register_frame(renderer: Renderer) -> None:
    """Registers the one renderer; raises ``ValueError`` for a second one."""
    if _renderers and _renderers != [renderer]:
        raise ValueError("A renderer of the newsletter's pages is registered already.")
    _renderers[:] = [renderer]


def framed(request: HttpRequest, template: str, context: dict[str, Any], title: str) -> HttpResponse:
    """The page in the frame of the public site."""
    return _renderers[0](request, template, context, title)
