"""Which mediums there are."""

from .base import Medium

_mediums: dict[str, Medium] = {}


def register(one: Medium) -> None:
    """Adds a medium; raises ``ValueError`` for a second one of the same code."""
    if one.code in _mediums:
        raise ValueError(f"There is a medium {one.code!r} already.")
    _mediums[one.code] = one


def medium(code: str) -> Medium:
    """The medium of that code; raises ``KeyError`` for none."""
    return _mediums[code]


def all_ready() -> list[Medium]:
    """Those that the operator has set up."""
    return [one for one in _mediums.values() if one.ready()]
