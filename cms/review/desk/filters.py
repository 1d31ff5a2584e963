"""What the desk is narrowed to, as its address says."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from cms.text.fold import fold
from cms.text.normal import one_line
from cms.text.numbers import number_in

from .light import Light

_LONGEST = 120
_NUMBERS = ("section", "session", "unit", "person")


@dataclass(frozen=True)
class Filters:
    """Ids that were chosen, and words; what the address has and cannot be read narrows nothing."""

    section: int | None = None
    session: int | None = None
    unit: int | None = None
    person: int | None = None
    words: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Filters":
        words = one_line(query.get("q", "").replace("\0", ""))[:_LONGEST]
        section, session, unit, person = (number_in(query.get(name, "")) for name in _NUMBERS)
        return cls(section, session, unit, person, words)

    def __bool__(self) -> bool:
        return self != Filters()

    @property
    def narrower(self) -> bool:
        """Whether more than words is chosen."""
        return any(getattr(self, name) for name in _NUMBERS)

    def keeps(self, row: Light) -> bool:
        """Whether the row is shown. A person is its author or has it in hand."""
        return (
            self.section in (None, row.section_id)
            and self.session in (None, row.session_id)
            and self.unit in (None, row.unit_id)
            and (self.person is None or self.person in (row.author_id, row.claimed_by_id))
            and all(word in row.folded for word in fold(self.words).split())
        )

    @property
    def query(self) -> str:
        """The filters as they stand in an address; empty for none."""
        chosen = {name: getattr(self, name) for name in _NUMBERS} | {"q": self.words}
        return urlencode({name: value for name, value in chosen.items() if value})
