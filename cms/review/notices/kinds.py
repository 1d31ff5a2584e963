"""What there is to tell: one entry a kind. A room above registers its own with `register`.

A kind's code is for good, since rows hold it. Its sentence is made when it is read, in the language of who reads it; it may name
``%(title)s``, ``%(actor)s`` and what ``fill`` makes of the notice's data.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

if TYPE_CHECKING:
    from .models import Notice

Words = str | Promise
Data = dict[str, Any]


def as_it_is(notice: "Notice") -> Mapping[str, Any]:
    return notice.data


def the_newer(old: Data, new: Data) -> Data:
    return new


@dataclass(frozen=True)
class Kind:
    """One kind of notice.

    ``unsigned`` is the sentence where nobody acted but the clock. ``urgent``: quiet hours and digests don't hold it up.
    ``of_draft``: it speaks of a draft, so only who may see that gets it. ``hears``: who may hear of it, by user and page (None for
    none), where that is somebody else; both are asked when it is told, and again when it leaves. ``link``: the path that it leads
    to, in place of the page's editor. ``merge``: the data of two notices about the same, told as one.
    """

    code: str
    sentence: Words
    unsigned: Words = ""
    urgent: bool = False
    of_draft: bool = True
    hears: "Callable[[Any, Any], bool] | None" = None
    fill: Callable[["Notice"], Mapping[str, Any]] = as_it_is
    link: "Callable[[Notice], str] | None" = None
    merge: Callable[[Data, Data], Data] = the_newer


_kinds: dict[str, Kind] = {}


def register(*kinds: Kind) -> None:
    """Adds kinds; raises ``ValueError`` for a code that is taken."""
    for each in kinds:
        if each.code in _kinds:
            raise ValueError(f"There is a kind of notice {each.code!r} already.")
        _kinds[each.code] = each


def kind(code: str) -> Kind:
    """The kind of that code; raises ``KeyError`` for none."""
    return _kinds[code]


def known(code: str) -> Kind | None:
    """The kind of a stored notice; None where the room that told it is gone."""
    return _kinds.get(code)


def codes() -> list[str]:
    """Every code, in order."""
    return sorted(_kinds)
