"""All that the oracle remembers between two steps."""

from collections import Counter, defaultdict
from typing import Any

from wagtail.models import Revision, TaskState

from cms.publication.models import Publication, Shelf
from cms.trail.models import Entry

from ..house import House
from ..words import words_in
from .known import AfterLook, Asked, Known, Noted, Word
from .said import Said, facts_now, said_by

PUBLICATION_FIELDS = (
    "pk", "page_id", "number", "kind", "story_json", "seal", "revision_id", "revision_digest", "sealed_at", "approved_by_id",
)  # fmt: skip


class Memory:
    """As it is before the first step."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.pages: dict[int, Known] = defaultdict(Known)
        self.writer: dict[str, str] = {}
        """Who wrote a word; what nobody of the newsroom wrote has no entry."""
        self.notices: set[str] = set()
        """Words of notices to readers."""
        self.rows: dict[int, tuple[Any, ...]] = {}
        self.approved_words: dict[int, frozenset[str]] = {}
        """The words of each publication."""
        self.fixed: dict[int, Said] = {}
        """What a revision said that somebody counts on: submitted, passed or sealed."""
        self.standing: dict[int, Said] = {}
        """What was passed, by the state of its stage."""
        self.after_reviews: dict[int, AfterLook] = {}
        self.asked: dict[int, Asked] = {}
        self.noted: dict[int, Noted] = {}
        self.leaders_words: list[Word] = []
        self.measures: dict[tuple[int, str], Said | None] = {}
        """Against what slips are measured after a publication, by page and seal."""
        self.blocking: Counter[int] = Counter()
        """Open comments of a page that must be resolved."""
        self._begin()

    def _begin(self) -> None:
        for row in Publication.objects.order_by("pk").values_list(*PUBLICATION_FIELDS):
            self.rows[row[0]] = row
            self.approved_words[row[0]] = words_in(row[4])
            self.pages[row[1]].publications = self.pages[row[1]].base = row[2]
        for shelf in Shelf.objects.all():
            known = self.pages[shelf.pk]
            known.current, known.withdrawn = shelf.current_id, shelf.withdrawn_at is not None
        for page_id, (_revision, said) in self.latest().items():
            self.pages[page_id].said = said
        for pk, _stage, page_id in approved_states():
            self.standing[pk] = self.pages[page_id].said or ()
        self.entries = Entry.objects.count()

    def latest(self) -> dict[int, tuple[int, Said]]:
        """The newest revision of each page and what it says, shared facts included, read from the rows."""
        facts = facts_now()
        order = Revision.page_revisions.order_by("created_at", "pk").values_list("object_id", "pk")
        newest = {int(page_id): pk for page_id, pk in order}
        contents = dict(Revision.objects.filter(pk__in=newest.values()).values_list("pk", "content"))
        return {page_id: (pk, said_by(contents[pk], facts)) for page_id, pk in newest.items()}


def approved_states(**chosen: Any) -> list[tuple[int, str, int]]:
    """Each stage that was passed: its state, its name, the page."""
    states = TaskState.objects.filter(status=TaskState.STATUS_APPROVED, **chosen).order_by("pk")
    return [
        (pk, stage, int(page))
        for pk, stage, page in states.values_list("pk", "task__name", "workflow_state__object_id")
    ]
