"""How a story is shown: the reader fills this, so previews are made by the very templates of the public page."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.safestring import SafeString

from .models import Publication
from .slot import Slot
from .story import Story

render: Slot[[HttpRequest, Story], HttpResponseBase] = Slot("the page that readers would see of a story")
render_kept: Slot[[HttpRequest, Publication, str], HttpResponseBase] = Slot(
    "the page that readers saw of a publication"
)
"""The last argument is what the ribbon above the page says of it."""


@dataclass(frozen=True)
class Apart:
    """What a story is shown with to somebody who has only a link: what the ribbon says, what stands below the story, and the path
    below which its files are found by that link alone (``/duyet/…/``)."""

    ribbon: str
    below: SafeString
    files: str


apart: Slot[[HttpRequest, Story, Apart], HttpResponse] = Slot("the page of a story for somebody who has only a link")

framed: Slot[[HttpRequest, str, dict[str, Any], str], HttpResponse] = Slot(
    "a page of the public site of the request, a template, its context and a title"
)
