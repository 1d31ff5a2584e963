"""How a story is shown: the reader fills this, so previews are made by the very templates of the public page."""

from django.http import HttpRequest, HttpResponseBase

from .models import Publication
from .slot import Slot
from .story import Story

render: Slot[[HttpRequest, Story], HttpResponseBase] = Slot("the page that readers would see of a story")
render_kept: Slot[[HttpRequest, Publication, str], HttpResponseBase] = Slot(
    "the page that readers saw of a publication"
)
"""The last argument is what the ribbon above the page says of it."""
