"""How a story is shown: the reader registers its renderer here, so previews are made by the very templates of the public page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from .story import Story

Renderer = Callable[[HttpRequest, Story], HttpResponseBase]

_renderers: list[Renderer] = []


def register_renderer(renderer: Renderer) -> None:
    """Registers the one renderer; raises ``ValueError`` for a second one."""
    if _renderers and _renderers != [renderer]:
        raise ValueError("A renderer of stories is registered already.")
    _renderers[:] = [renderer]


def render(request: HttpRequest, story: Story) -> HttpResponseBase:
    """The page that readers would see of this story."""
    return _renderers[0](request, story)
