"""The frame of the site around pages that are no stories."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from . import frame as frames
from .links import absolute
from .page import Meta


def framed(request: HttpRequest, template: str, context: dict[str, Any], title: str) -> HttpResponse:
    """A page beside the stories, in the site's frame; it stands in no index and no list."""
    frame = frames.load()
    meta = Meta(title=f"{title} | {frame.site_name}", canonical=absolute(request.path), indexed=False)
    everything = {"frame": frame, "meta": meta, "sample": frame.edition.sample, **context}
    return HttpResponse(render_to_string(template, everything, request=request))
