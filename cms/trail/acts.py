"""The names of the acts, and what each is called in words.

A name is for good: rows of the trail hold it. Each room registers the acts it records; a name that nobody registered is still
recorded, with a warning, and shown as it is.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

Words = str | Promise


class UnnamedAct(UserWarning):
    """An act was recorded that no room has registered."""


@dataclass(frozen=True)
class Group:
    """Acts of one kind, as they are offered to who looks for them."""

    code: str
    label: Words
    acts: Mapping[str, Words]


_groups: dict[str, Group] = {}
_labels: dict[str, Words] = {}


def register_acts(code: str, label: Words, acts: Mapping[str, Words]) -> None:
    """Names a room's acts; raises ``ValueError`` where a group or a name is taken."""
    if code in _groups:
        raise ValueError(f"The acts of {code!r} are registered already.")
    if taken := _labels.keys() & acts.keys():
        raise ValueError(f"Acts of another group: {', '.join(sorted(taken))}.")
    _groups[code] = Group(code, label, dict(acts))
    _labels.update(acts)


def groups() -> list[Group]:
    """All groups, in the order of their labels in the present language."""
    return sorted(_groups.values(), key=lambda group: str(group.label))


def names() -> frozenset[str]:
    """The names of all acts."""
    return frozenset(_labels)


def is_registered(name: str) -> bool:
    return name in _labels


def label_of(name: str) -> str:
    """What the act is called; the name itself where nobody has named it."""
    return str(_labels.get(name, name))
