"""Further parts of the dossier, which rooms above register: where the article went, say."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Part:
    """A part with its heading. ``context`` gives what the template shows of a page, None where there is nothing to show."""

    heading: str | Promise
    template: str
    context: Callable[[int], dict[str, Any] | None]


_parts: list[Part] = []


def register_part(part: Part) -> None:
    """Shown in the order of registration."""
    if part not in _parts:
        _parts.append(part)


def parts_of(page_id: int) -> list[tuple[Part, dict[str, Any]]]:
    """The parts that have something to show of the page."""
    found = ((part, part.context(page_id)) for part in _parts)
    return [(part, context) for part, context in found if context is not None]
