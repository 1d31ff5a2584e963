"""How the newsletter's pages are shown: the reader, which knows the site's frame, fills this."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from cms.publication.slot import Slot

framed: Slot[[HttpRequest, str, dict[str, Any], str], HttpResponse] = Slot(
    "a page of the public site of the request, a template, its context and a title"
)
