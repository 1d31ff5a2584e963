"""Rows of settings in the trail: that one was added, which of its fields changed, that it is gone. Never what stands in them.

It hears saves and deletions of single rows, from whatever door; ``QuerySet.update()`` goes past it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save

from .changes import changed_fields, remember
from .record import record
from .source import acting_user


@dataclass(frozen=True)
class Watch:
    """How rows of one model are told: the acts' names, what they are about, what more is written down."""

    added: str | None
    changed: str | None
    deleted: str | None
    subject: Callable[[Any], str]
    ignored: frozenset[str] = frozenset()
    data: Callable[[Any], dict[str, Any]] = field(default=lambda row: {})

    def tell(self, act: str | None, row: Any, **data: Any) -> None:
        if act is not None:
            record(act, actor=acting_user(), subject=self.subject(row), data={**self.data(row), **data})


_watched: dict[type[models.Model], Watch] = {}
_claimed: set[type[models.Model]] = set()


def watch(
    model: type[models.Model],
    kind: str,
    *,
    ignored: Iterable[str] = (),
    acts: tuple[str | None, str | None, str | None] | None = None,
    subject: Callable[[Any], str] | None = None,
    data: Callable[[Any], dict[str, Any]] | None = None,
) -> None:
    """Records what happens to rows of the model as ``kind.added``, ``kind.changed`` and ``kind.deleted``, or as ``acts``, of which
    None is not told.

    Raises ``ValueError`` for a model that is watched already.
    """
    if model in _watched:
        raise ValueError(f"{model.__name__} is watched already.")
    added, changed, deleted = acts or (f"{kind}.added", f"{kind}.changed", f"{kind}.deleted")
    _watched[model] = Watch(
        added=added,
        changed=changed,
        deleted=deleted,
        subject=subject or (lambda row: f"{kind}:{row.pk}"),
        ignored=frozenset(ignored),
        data=data or (lambda row: {}),
    )
    claim(model)
    pre_save.connect(_remember, sender=model, dispatch_uid=f"trail_remember_{model._meta.label}")
    post_save.connect(_saved, sender=model, dispatch_uid=f"trail_saved_{model._meta.label}")
    post_delete.connect(_gone, sender=model, dispatch_uid=f"trail_gone_{model._meta.label}")


def watch_members(through: type[models.Model], act: str, subject: Callable[[Any], str], name: str) -> None:
    """Records that a many-to-many field changed, seen from the row that holds it; ``name`` is what its members are called."""

    def members_changed(action: str, instance: Any, reverse: bool, pk_set: set[int] | None, **kwargs: Any) -> None:
        if reverse or action not in {"post_add", "post_remove", "post_clear"} or pk_set == set():
            return
        what = action.removeprefix("post_")
        record(act, actor=acting_user(), subject=subject(instance), data={what: name, "ids": sorted(pk_set or ())})

    m2m_changed.connect(
        members_changed, sender=through, weak=False, dispatch_uid=f"trail_members_{through._meta.label}"
    )


def claim(model: type[models.Model]) -> None:
    """Says that a room tells the trail of the model's rows by itself: Wagtail's log of them is not taken over."""
    _claimed.add(model)


def is_claimed(model: type[models.Model] | None) -> bool:
    return model in _claimed


def _remember(sender: type[models.Model], instance: Any, raw: bool, update_fields: Any, **kwargs: Any) -> None:
    if not raw:
        remember(instance, ignored=_watched[sender].ignored, among=update_fields)


def _saved(sender: type[models.Model], instance: Any, created: bool, raw: bool, **kwargs: Any) -> None:
    if raw:
        return
    told, changed = _watched[sender], changed_fields(instance)
    if created:
        told.tell(told.added, instance)
    elif changed:
        told.tell(told.changed, instance, fields=changed)


def _gone(sender: type[models.Model], instance: Any, **kwargs: Any) -> None:
    told = _watched[sender]
    told.tell(told.deleted, instance)
