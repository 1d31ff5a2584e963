"""What screens and other rooms ask about requests for correction."""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cms.publication.models import OldPath, Publication, Shelf
from cms.text.dates import today

from .models import CorrectionRequest


def requests() -> "QuerySet[CorrectionRequest]":
    """All of them, with the people that a list shows; unanswered first, the earliest due before."""
    people = ("assigned_to", "registered_by", "decided_by", "answered_by", "correction", "sender")
    return CorrectionRequest.objects.select_related(*people).order_by("answered_at", "due_on", "pk")


def unanswered() -> "QuerySet[CorrectionRequest]":
    return requests().exclude(state=CorrectionRequest.State.ANSWERED)


def late() -> "QuerySet[CorrectionRequest]":
    return unanswered().filter(due_on__lt=today())


def requests_of(page_id: int) -> "QuerySet[CorrectionRequest]":
    """What was asked about a page, oldest first."""
    return requests().filter(page_id=page_id).order_by("pk")


def page_at(address: str) -> int | None:
    """The page that stands, or stood, at an address of the site (``https://…/tin-tuc/bai/``, ``/tin-tuc/bai``); None for none."""
    path = urlsplit(address.strip()).path
    path = f"/{path.strip('/')}/" if path.strip("/") else "/"
    if short := re.fullmatch(r"/b/(\d{1,18})/", path):
        return Shelf.objects.filter(pk=int(short[1])).values_list("pk", flat=True).first()
    shelf = Shelf.objects.filter(path=path, current__isnull=False).order_by("withdrawn_at", "-pk").first()
    if shelf is not None:
        return shelf.pk
    return OldPath.objects.filter(path=path).values_list("shelf_id", flat=True).first()


def public_address(page_id: int) -> str:
    """Where readers have the page, or had it; empty where they never did."""
    path = Shelf.objects.filter(pk=page_id).values_list("path", flat=True).first()
    return f"{settings.PUBLIC_BASE_URL}{path}" if path else ""


def headline_of(page_id: int) -> str:
    """What the page's latest publication is called."""
    newest = Publication.objects.filter(page_id=page_id).order_by("-number").first()
    return newest.story.headline[:255] if newest else _("Page %(page)d") % {"page": page_id}


def possible_corrections(request: CorrectionRequest) -> "QuerySet[Publication]":
    """The publications of its page since it was registered, the newest first."""
    rows = Publication.objects.filter(page_id=request.page_id or 0, sealed_at__gte=request.registered_at)
    return rows.order_by("-number")
