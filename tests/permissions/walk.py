"""Every address of the admin, found by walking the URL configuration."""

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import URLPattern, URLResolver, get_resolver

ADMIN = "quan-tri/"
FOREIGN = ("wagtail.", "django.", "modelcluster.")


class Door(NamedTuple):
    """``name`` with its namespaces, or the route where it has none; ``own`` where the view is the project's."""

    name: str
    route: str
    own: bool


def doors() -> Iterator[Door]:
    yield from _walk(get_resolver().url_patterns, "", [])


def _walk(found: list[URLPattern | URLResolver], prefix: str, spaces: list[str]) -> Iterator[Door]:
    for pattern in found:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route, [*spaces, pattern.namespace] if pattern.namespace else spaces)
        elif route.startswith(ADMIN):
            view = getattr(pattern.callback, "view_class", pattern.callback)
            name = ":".join([*spaces, pattern.name]) if pattern.name else route
            yield Door(name, route, not view.__module__.startswith(FOREIGN))
