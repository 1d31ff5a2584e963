"""Which drafts take opinions, and what stands in the inbox."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet

from cms.publication.models import Publication, Shelf
from cms.publication.story import DocumentDetails
from cms.text.dates import today

from .models import Opinion


@dataclass(frozen=True)
class Asked:
    """A public draft that has a time for opinions, as readers see it now."""

    shelf: Shelf
    publication: Publication
    details: DocumentDetails

    @property
    def is_open(self) -> bool:
        return self.details.takes_opinions(today())

    @property
    def is_to_come(self) -> bool:
        return self.details.opinions_from is not None and today() < self.details.opinions_from


def asked_about(page_id: int) -> Asked | None:
    """The public document with this number; None where there is none, or it never was a draft for opinions."""
    shelf = (
        Shelf.objects.filter(pk=page_id, kind="document").select_related("current").first() if page_id < 2**63 else None
    )
    if shelf is None or shelf.current is None or not shelf.is_public():
        return None
    details = shelf.current.story.details
    if not isinstance(details, DocumentDetails) or details.opinions_from is None or details.opinions_until is None:
        return None
    return Asked(shelf, shelf.current, details)


def documents_with_opinions() -> list[Any]:
    """The documents in the inbox with how many opinions are new: ``page_id``, ``headline``, ``new``; the latest first."""
    rows = (
        Opinion.objects.order_by()
        .values("page_id")
        .annotate(headline=Max("headline"), new=Count("pk", filter=Q(state=Opinion.State.NEW)), last=Max("pk"))
    )
    return [dict(row) for row in rows.order_by("-last")]


def chosen(*, page_id: int | None, state: str, text: str) -> "QuerySet[Opinion]":
    """The opinions of a document (None: of all), in a state (empty: all but spam), with these words; newest first."""
    rows = Opinion.objects.select_related("handled_by", "publication").order_by("-pk")
    if page_id is not None:
        rows = rows.filter(page_id=page_id)
    rows = rows.filter(state=state) if state in Opinion.State.values else rows
    if state == "":
        rows = rows.exclude(state=Opinion.State.SPAM)
    if text:
        rows = rows.filter(
            Q(text__icontains=text)
            | Q(name__icontains=text)
            | Q(unit__icontains=text)
            | Q(contact__icontains=text)
            | Q(part__icontains=text)
        )
    return rows
