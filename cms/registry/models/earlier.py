"""Earlier versions whose entries were deleted since: they are read without them, and it is told what is missing."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations

Content = dict[str, Any]
Missing = Counter[type[models.Model]]
"""How many rows of which model are named and are there no more."""


def without_deleted(model: type[models.Model], content: Content) -> tuple[Content, Missing]:
    """What Wagtail keeps of a version, less the protected rows it names that were deleted since; and how many those are.

    A row that can't be without them, such as the term of a deleted office, is left out. Wagtail itself fails on such a version.
    One query for each model named.
    """
    named: dict[type[models.Model], set[Any]] = {}
    for field, value in _named(model, content):
        named.setdefault(field.related_model, set()).add(value)
    there = {
        target: set(target._base_manager.filter(pk__in=values).values_list("pk", flat=True))
        for target, values in named.items()
    }
    missing: Missing = +Counter({target: len(values - there[target]) for target, values in named.items()})
    pruned = _pruned(model, content, there) if missing else None
    return pruned or content, missing


def counted(kinds: Iterable[type[models.Model]] | Missing) -> str:
    """``"3 terms of office, 1 session"``."""
    parts = [
        f"{count} {kind._meta.verbose_name if count == 1 else kind._meta.verbose_name_plural}"
        for kind, count in Counter(kinds).items()
    ]
    return ", ".join(sorted(parts))


def _protected(model: type[models.Model]) -> Iterator[Any]:
    """The foreign keys of a model for which a deletion is refused; not the one from a part to its whole."""
    for field in model._meta.concrete_fields:
        if not isinstance(field, models.ForeignKey) or isinstance(field, ParentalKey):
            continue
        if field.remote_field.on_delete is models.PROTECT:
            yield field


def _parts(model: type[models.Model], content: Content) -> Iterator[tuple[str, type[models.Model], list[Content]]]:
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        if content.get(name):
            yield name, relation.related_model, content[name]


def _named(model: type[models.Model], content: Content) -> Iterator[tuple[Any, Any]]:
    for field in _protected(model):
        if content.get(field.name) is not None:
            yield field, content[field.name]
    for _name, part, rows in _parts(model, content):
        for row in rows:
            yield from _named(part, row)


def _pruned(model: type[models.Model], content: Content, there: dict[type[models.Model], set[Any]]) -> Content | None:
    kept = dict(content)
    for field in _protected(model):
        value = kept.get(field.name)
        if value is not None and value not in there[field.related_model]:
            if not field.null:
                return None
            kept[field.name] = None
    for name, part, rows in _parts(model, content):
        kept[name] = [row for row in (_pruned(part, row, there) for row in rows) if row is not None]
    return kept
