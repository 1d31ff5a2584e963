import datetime as dt
import hashlib
from dataclasses import dataclass, field
from functools import cached_property

from ..words import exact, folded


@dataclass(frozen=True)
class Document:
    """The words of a page: its headline, all that stands in it (the headline too), when it stands, and what it is filtered by."""

    page_id: int
    at: dt.datetime
    headline: str
    text: str
    facets: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def words(self) -> dict[str, str]:
        """The columns that both engines keep."""
        return {
            "headline": folded(self.headline),
            "headline_exact": exact(self.headline),
            "text": folded(self.text),
            "text_exact": exact(self.text),
            "facets": " ".join(sorted(map(token, self.facets))),
        }


def token(facet: str) -> str:
    """A facet as one word that nobody types."""
    return "f" + hashlib.blake2b(facet.encode(), digest_size=8).hexdigest()
