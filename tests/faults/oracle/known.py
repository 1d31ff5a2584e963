"""What is remembered of a page, of an act past the review, of a leader's word."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils import timezone

from .said import Said


@dataclass(frozen=True)
class Pass:
    """That somebody passed a stage, of what the page said then."""

    stage: str
    who: str
    said: Said
    after: int


@dataclass
class Known:
    """What is known of one page."""

    said: Said | None = None
    publications: int = 0
    base: int = 0
    """How many publications there were with the last that somebody approved: an emergency frees nobody."""
    wrote: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Who changed the page, by how many publications it had then."""
    confirmed: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Who confirmed a leader's word, likewise."""
    whole: Said | None = None
    """What the last version said that was more than slips: against it a slip is measured."""
    passes: list[Pass] = field(default_factory=list)
    current: int | None = None
    scheduled: tuple[int, dt.datetime] | None = None
    withdrawn: bool = False
    expires: dt.datetime | None = None

    def workers(self) -> set[str]:
        """Who has worked on the page since somebody approved it."""
        return set().union(*(who for after, who in self.wrote.items() if after >= self.base))

    def confirmers(self) -> set[str]:
        """Who has confirmed a leader's word since somebody approved the page."""
        return set().union(*(who for after, who in self.confirmed.items() if after >= self.base))

    def is_public(self) -> bool:
        return self.current is not None and not self.withdrawn and not (self.expires and self.expires <= timezone.now())


@dataclass
class AfterLook:
    """What somebody did past the review, and who had worked on that version."""

    who: str
    page_id: int
    workers: frozenset[str]
    closed_by: str = ""


@dataclass
class Asked:
    """What a leader was asked about by a link."""

    page_id: int
    said: Said
    leader: int | None
    until: dt.datetime
    revoked: bool = False
    decision: str = ""


@dataclass
class Noted:
    """A leader's word as a member noted it."""

    page_id: int
    said: Said
    leader: int | None
    who: str
    closed: bool = False


@dataclass
class Word:
    """A leader's approval that counts, until the text changes."""

    page_id: int
    said: Said
    leader: int | None
    stands: bool = True
