"""Papers and what they propose, as they stand on the screen."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cms.articles.models import ArticlePage
from cms.publication.queries import draft_digest
from cms.text.dates import full_moment, local, short_day

from ..comparison.history import history_of
from ..comparison.versions import Version, publications_of, revisions_of
from .applying import draft_slots, why_not
from .finding import spot_of
from .models import Paper, PaperReading, ProposedChange
from .permissions import user_can_decide
from .slots import Slot, label_of, slots_of

_AROUND = 160
"""Characters of the passage that are shown before and after a change."""


@dataclass(frozen=True)
class Shown:
    """A proposed change. ``gone``: its passage is no more in the draft; ``by_hand``: why a click can't make it."""

    change: ProposedChange
    number: int
    label: str
    target: str
    gone: bool
    by_hand: str

    @property
    def may_accept(self) -> bool:
        return self.change.is_open and not self.gone and not self.by_hand

    @property
    def signed(self) -> str:
        """Who changed it on paper, and on which day."""
        day = short_day(local(self.change.at).date()) if self.change.at else ""
        return ", ".join(filter(None, (self.change.author, day)))

    @property
    def decided(self) -> str:
        moment = full_moment(self.change.decided_at) if self.change.decided_at else ""
        return ", ".join(filter(None, (str(self.change.decided_by or ""), moment)))

    @property
    def left(self) -> str:
        """The passage before the change."""
        return _cut_left(self.change.passage[: self.change.start])

    @property
    def right(self) -> str:
        rest = self.change.passage[self.change.start + len(self.change.before) :]
        return f"{rest[:_AROUND]}…" if len(rest) > _AROUND else rest

    @property
    def neighbour(self) -> str:
        """The beginning of the passage after which a new paragraph stands."""
        return f"{self.change.passage[:_AROUND]}…" if len(self.change.passage) > _AROUND else self.change.passage


def _cut_left(text: str) -> str:
    return f"…{text[-_AROUND:]}" if len(text) > _AROUND else text


@dataclass(frozen=True)
class ShownReading:
    """A paper that came back, with its changes in the order of the article."""

    reading: PaperReading
    changes: tuple[Shown, ...]

    @property
    def moment(self) -> str:
        return full_moment(self.reading.read_at)

    @property
    def open(self) -> int:
        return sum(1 for each in self.changes if each.change.is_open)

    @property
    def acceptable(self) -> int:
        return sum(1 for each in self.changes if each.may_accept)


class Screen:
    """An article's papers for one user."""

    def __init__(self, page: ArticlePage, user: Any) -> None:
        self.page, self.user = page, user

    @cached_property
    def slots(self) -> dict[str, Slot]:
        return draft_slots(self.page.latest_draft())

    @cached_property
    def digest(self) -> str:
        return draft_digest(self.page)

    @cached_property
    def may_decide(self) -> bool:
        return user_can_decide(self.user, self.page)

    @cached_property
    def papers(self) -> list[Paper]:
        return list(Paper.objects.filter(page=self.page.pk).select_related("made_by").order_by("-pk"))

    @cached_property
    def readings(self) -> list[ShownReading]:
        rows = (
            PaperReading.objects.filter(paper__page=self.page.pk)
            .select_related("paper", "read_by")
            .prefetch_related("changes__decided_by")
        )
        return [self._reading(row) for row in rows]

    def versions(self) -> list[Version]:
        """What can be printed: the drafts, newest first, and the publications."""
        history = history_of(self.page, self.user)
        return [*revisions_of(self.page, history, also=set()), *publications_of(history)]

    def _reading(self, row: PaperReading) -> ShownReading:
        base = slots_of(row.paper.story)
        return ShownReading(
            row, tuple(self._shown(change, number, base) for number, change in enumerate(row.changes.all(), 1))
        )

    def _shown(self, change: ProposedChange, number: int, base: dict[str, Slot]) -> Shown:
        spot = spot_of(change, self.slots, base) if change.is_open else None
        return Shown(
            change=change,
            number=number,
            label=label_of(change.path, base[change.path].form if change.path in base else ""),
            target=base[change.target].text[:_AROUND] if change.target in base else "",
            gone=change.is_open and spot is None,
            by_hand=why_not(change, self.slots, spot) if spot else "",
        )
