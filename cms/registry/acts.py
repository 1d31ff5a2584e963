"""The registry in the trail: one act for one save, whatever rows it wrote. Which fields changed is told, never what they say."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save, pre_save
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey

from cms.trail.acts import register_acts
from cms.trail.changes import changed_fields, remember
from cms.trail.record import record
from cms.trail.source import acting_user
from cms.trail.watch import claim

# Made from the other fields, or by Wagtail.
_MADE = frozenset({"folded", "collation", "latest_revision"})
_TERM = "termofoffice"


@dataclass
class _Change:
    """What happened to one entry of the registry and its rows: ``parts`` is kind of row → what was done → ids."""

    act: str = "changed"
    fields: list[str] = field(default_factory=list)
    parts: dict[str, dict[str, list[int]]] = field(default_factory=dict)


_gathered: ContextVar[dict[str, _Change] | None] = ContextVar("registry_acts", default=None)


def register() -> None:
    register_acts(
        "registry",
        pgettext_lazy("acts", "Registry"),
        {
            "registry.added": pgettext_lazy("act", "registry entry added"),
            "registry.changed": pgettext_lazy("act", "registry entry changed"),
            "registry.deleted": pgettext_lazy("act", "registry entry deleted"),
            "registry.terms_changed": pgettext_lazy("act", "terms of office changed"),
            "registry.page_opened": pgettext_lazy("act", "public page opened"),
        },
    )


@contextmanager
def one_act() -> Iterator[None]:
    """Whatever is saved within the block is told as one act an entry, at its end; nested blocks are told with the outermost."""
    if _gathered.get() is not None:
        yield
        return
    changes: dict[str, _Change] = {}
    token = _gathered.set(changes)
    try:
        yield
        for subject, change in changes.items():
            _tell(subject, change)
    finally:
        _gathered.reset(token)


def listen(entry: type[models.Model], *parts: type[models.Model]) -> None:
    """Hears what happens to an entry's rows, from whatever door."""
    claim(entry)
    for model in (entry, *parts):
        pre_save.connect(_remember, sender=model, dispatch_uid=f"registry_remember_{model.__name__}")
        post_save.connect(_saved, sender=model, dispatch_uid=f"registry_saved_{model.__name__}")
        post_delete.connect(_gone, sender=model, dispatch_uid=f"registry_gone_{model.__name__}")


def _remember(sender: type, instance: models.Model, raw: bool, update_fields: Any, **kwargs: Any) -> None:
    if not raw:
        remember(instance, ignored=_MADE, among=update_fields)


def _saved(sender: type, instance: models.Model, created: bool, raw: bool, **kwargs: Any) -> None:
    if raw:
        return
    fields = changed_fields(instance)
    if created:
        _note(instance, "added")
    elif fields:
        _note(instance, "changed", fields)


def _gone(sender: type, instance: models.Model, **kwargs: Any) -> None:
    _note(instance, "deleted")


def _note(row: Any, what: str, fields: list[str] | None = None) -> None:
    with one_act():
        changes = _gathered.get()
        if changes is None:
            raise RuntimeError("Acts are gathered only within one_act().")
        parent = _parent(row)
        if parent is None:
            change = changes.setdefault(f"{row._meta.model_name}:{row.pk}", _Change())
            # An entry that is added is saved again by Wagtail: that is still one act.
            change.act = what if change.act == "changed" or what == "deleted" else change.act
            change.fields = sorted({*change.fields, *(fields or ())})
        else:
            change = changes.setdefault(parent, _Change())
            ids = change.parts.setdefault(row._meta.model_name, {}).setdefault(what, [])
            if row.pk not in ids:
                ids.append(row.pk)


def _parent(row: models.Model) -> str | None:
    """The entry that a row belongs to (``"person:5"``); None for an entry itself."""
    for one in row._meta.concrete_fields:
        if isinstance(one, ParentalKey):
            return f"{one.related_model._meta.model_name}:{getattr(row, one.attname)}"
    return None


def _tell(subject: str, change: _Change) -> None:
    parts = {name: ids for name, ids in change.parts.items() if name != _TERM}
    if change.act != "changed" or change.fields or parts:
        data: dict[str, Any] = {}
        if change.fields and change.act == "changed":
            data["fields"] = change.fields
        if parts and change.act != "deleted":
            data["parts"] = parts
        record(f"registry.{change.act}", actor=acting_user(), subject=subject, data=data)
    if terms := change.parts.get(_TERM):
        record("registry.terms_changed", actor=acting_user(), subject=subject, data={"terms": terms})
