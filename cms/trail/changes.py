"""Which fields of a row a save changes: looked up before it, told after it."""

from collections.abc import Collection
from typing import Any

from django.db import models

_BEFORE = "_trail_before"


def remember(row: models.Model, *, ignored: Collection[str] = (), among: Collection[str] | None = None) -> None:
    """Notes what the database holds of the row; ``among`` are the fields to be saved, None for all. Costs one query."""
    model = type(row)
    names = [
        field.attname
        for field in model._meta.concrete_fields
        if not field.primary_key
        and field.name not in ignored
        and (among is None or field.name in among or field.attname in among)
    ]
    before = None
    if names and row.pk is not None:
        before = model._base_manager.filter(pk=row.pk).values(*names).first()
    setattr(row, _BEFORE, before)


def changed_fields(row: models.Model) -> list[str]:
    """The names of the fields that have changed since `remember`, sorted; asked once.

    Values are compared as the database keeps them, since a row may still hold what a form gave.
    """
    before: dict[str, Any] = row.__dict__.pop(_BEFORE, None) or {}
    fields = {field.attname: field for field in row._meta.concrete_fields}
    return sorted(
        fields[name].name
        for name, value in before.items()
        if fields[name].get_prep_value(getattr(row, name)) != fields[name].get_prep_value(value)
    )
