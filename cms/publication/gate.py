"""The gate: a page's row goes live only from inside the actions of this room.

Wagtail has many ways to set a page live (publish view, bulk action, schedule, copy, alias, ``save(live=True)``, the actions in
Python). They all end in the saving of a page; so that is where the gate stands, and it opens only for the version that an
action of ``cms.publication.actions`` names.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_open: ContextVar[frozenset[int]] = ContextVar("pages_being_published", default=frozenset())


@contextmanager
def opened(page_id: int) -> Iterator[None]:
    """Lets the page with this id change its live flag within the block."""
    token = _open.set(_open.get() | {page_id})
    try:
        yield
    finally:
        _open.reset(token)


def is_open(page_id: int | None) -> bool:
    """Whether an action of this room is publishing or taking back the page right now."""
    return page_id in _open.get()
