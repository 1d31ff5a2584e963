"""What is written down: what waits to be sent, the seals, the trail."""

from collections import Counter

from cms.channels.models import Dispatch
from cms.publication.inspection import differences
from cms.trail.models import Entry
from cms.trail.verify import faults

from ..words import words_in
from .breach import require
from .memory import Memory


class Books(Memory):
    def trail_grows(self) -> None:
        length = Entry.objects.count()
        require(length >= self.entries, "entries of the trail are gone")
        self.entries = length

    def look_at_outbox(self) -> None:
        seen: Counter[tuple[int, str, int, str]] = Counter()
        for dispatch in Dispatch.objects.select_related("publication"):
            seen[dispatch.page_id, dispatch.channel, dispatch.publication_id, dispatch.action] += 1
            words = words_in(dispatch.publication.story_json)
            require(words == self.approved_words.get(dispatch.publication_id), f"{dispatch} was never approved")
            known = self.pages[dispatch.page_id]
            require(not known.scheduled or known.scheduled[0] != dispatch.publication_id, f"{dispatch} before its hour")
        doubled = [key for key, count in seen.items() if count > 1]
        require(not doubled, f"in the outbox twice: {doubled}")

    def look_at_books(self) -> None:
        found = list(differences())
        require(not found, f"check_seals: {found}")
        found = list(faults())
        require(not found, f"verify_trail: {found}")
