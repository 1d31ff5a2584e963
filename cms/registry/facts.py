"""A change in the registry reaches the pages that show it: as a proposed new version, once for one save.

A person is saved together with their terms, a session with its agenda and delegates. The rows are written one after the other,
so their facts are gathered, and told when the last row stands, in the same transaction.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models, transaction

from cms.publication.facts import facts_changed

from .acts import one_act

_gathered: ContextVar[set[str] | None] = ContextVar("registry_facts", default=None)


@contextmanager
def changing(keys: Iterable[str]) -> Iterator[None]:
    """Within the block the facts with these keys (``"person:12"``) change; nested blocks are told with the outermost."""
    gathered = _gathered.get()
    if gathered is not None:
        gathered.update(keys)
        yield
        return
    gathered = set(keys)
    token = _gathered.set(gathered)
    try:
        # The trail is told last, when no other row is to be locked any more.
        with transaction.atomic(), one_act():
            yield
            facts_changed(gathered)
    finally:
        _gathered.reset(token)


class Fact(models.Model):
    """A row whose change concerns public pages. Subclasses name the facts in ``fact_keys``."""

    class Meta:
        abstract = True

    def fact_keys(self) -> Iterable[str]:
        """Keys of the facts that show something of this row; none for a row that is new."""
        raise TypeError(f"{type(self).__name__} does not say which facts it belongs to.")

    def save(self, *args: Any, **kwargs: Any) -> None:
        with changing(self.fact_keys()):
            super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        with changing(self.fact_keys()):
            return super().delete(*args, **kwargs)
