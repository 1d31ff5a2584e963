"""What the demo newsroom put into the database."""

from collections.abc import Iterable
from typing import TypeVar

from django.db import models
from wagtail.models import Page

from .models import DemoRow

M = TypeVar("M", bound=models.Model)


def note(*rows: models.Model) -> None:
    """Writes down that these rows belong to the demo newsroom."""
    DemoRow.objects.bulk_create(
        (DemoRow(model=row._meta.label_lower, object_id=row.pk) for row in rows), ignore_conflicts=True
    )


def note_page(page: Page) -> None:
    """The same for a page of any type."""
    DemoRow.objects.get_or_create(model=Page._meta.label_lower, object_id=page.pk)


def noted(kind: type[M]) -> models.QuerySet[M]:
    """The rows of this kind that belong to the demo newsroom and are still there."""
    return kind._default_manager.filter(pk__in=noted_ids(kind))


def noted_ids(kind: type[models.Model]) -> list[int]:
    """Their numbers, also of those that somebody has deleted since."""
    return list(DemoRow.objects.filter(model=kind._meta.label_lower).values_list("object_id", flat=True))


def is_loaded() -> bool:
    """Whether the demo newsroom is in this database."""
    return DemoRow.objects.exists()


def forget(kinds: Iterable[type[models.Model]] | None = None) -> None:
    """Strikes the rows of these kinds, or all of them."""
    rows = DemoRow.objects.all()
    if kinds is not None:
        rows = rows.filter(model__in=[kind._meta.label_lower for kind in kinds])
    rows.delete()
