"""What acts are about: a room registers its kinds, so that ``page:12`` is shown as a headline that leads somewhere."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import models
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from wagtail.models import ModelLogEntry

from cms.text.fold import words

from .acts import Words

MOST_FOUND = 200
"""How many things of one kind a search by name takes into account."""


@dataclass(frozen=True)
class Named:
    """What a thing is called now (or was, when it was deleted), and where it is found; ``url`` may be empty."""

    text: str
    url: str = ""
    gone: bool = False


Names = Callable[[Collection[int]], Mapping[int, Named]]
Find = Callable[[str], Iterable[int]]


@dataclass(frozen=True)
class Kind:
    code: str
    label: Words
    names: Names
    find: Find | None = None


_kinds: dict[str, Kind] = {}


def register_subject(code: str, label: Words, names: Names, find: Find | None = None) -> None:
    """Names a kind of thing; ``find`` gives the ids of those whose name has the words. Raises ``ValueError`` for a second one."""
    if code in _kinds:
        raise ValueError(f"The subject {code!r} is registered already.")
    _kinds[code] = Kind(code, label, names, find)


def register_model(model: type[models.Model], code: str, url_name: str = "", find: Find | None = None) -> None:
    """Names the rows of a model by their own text; ``url_name`` is an address that takes their id."""

    def names(ids: Collection[int]) -> dict[int, Named]:
        rows: dict[Any, models.Model] = model._default_manager.in_bulk(list(ids))
        found = {pk: Named(str(row), address(url_name, pk)) for pk, row in rows.items()}
        return found | deleted(model, ids - found.keys())

    register_subject(code, model._meta.verbose_name or code, names, find)


def deleted(model: type[models.Model], ids: Collection[int]) -> dict[int, Named]:
    """What Wagtail's log still calls rows that are gone."""
    if not ids:
        return {}
    log = ModelLogEntry.objects.filter(
        content_type__app_label=model._meta.app_label,
        content_type__model=model._meta.model_name,
        object_id__in=[str(pk) for pk in ids],
        deleted=True,
    )
    return {int(pk): Named(label, gone=True) for pk, label in log.values_list("object_id", "label")}


def address(url_name: str, *args: Any) -> str:
    """The address by that name; empty where the admin has none."""
    try:
        return reverse(url_name, args=args) if url_name else ""
    except NoReverseMatch:
        return ""


def kinds() -> list[tuple[str, str]]:
    """Code and label of each kind, by label."""
    return sorted(((kind.code, capfirst(str(kind.label))) for kind in _kinds.values()), key=lambda one: one[1])


def label_of(code: str) -> str:
    """What the kind is called; the code itself where nobody has named it."""
    kind = _kinds.get(code)
    return capfirst(str(kind.label)) if kind else code


def named(subjects: Iterable[str]) -> dict[str, Named]:
    """What these subjects are called; a query or two for each kind, however many there are."""
    ids: dict[str, set[int]] = {}
    for subject in subjects:
        code, _colon, pk = subject.partition(":")
        if pk.isdigit() and code in _kinds:
            ids.setdefault(code, set()).add(int(pk))
    return {f"{code}:{pk}": name for code, some in ids.items() for pk, name in _kinds[code].names(some).items()}


def says(title: str, searched: list[str]) -> bool:
    """Whether each of the folded words begins a word of the title; no words are found nowhere."""
    having = words(title)
    return bool(searched) and all(any(word.startswith(one) for word in having) for one in searched)


def found(text: str) -> list[str]:
    """The subjects whose name has the words."""
    return [f"{kind.code}:{pk}" for kind in _kinds.values() if kind.find for pk in islice(kind.find(text), MOST_FOUND)]
