"""Who changed what, and that nobody changes a version that somebody counts on."""

from wagtail.models import Revision, TaskState

from cms.publication.models import Publication

from ..house import PEOPLE, ROLES
from .breach import require
from .memory import Memory
from .rights import ACCEPT, MAY_WRITE
from .said import Said, said_by


class Writing(Memory):
    def wrote(self, who: str, what: str, latest: dict[int, tuple[int, Said]]) -> None:
        for page_id, (_revision, said) in latest.items():
            known = self.pages[page_id]
            if said == known.said:
                continue
            if what.startswith(ACCEPT):
                may = ROLES[who] & MAY_WRITE or PEOPLE[who].get("superuser")
                require(may, f"page {page_id}: {who} accepted a change and may write nothing")
            if who:
                known.wrote[known.publications].add(who)
            known.said = said
            for word in self.leaders_words:
                word.stands = word.stands and word.page_id != page_id

    def copied(self, source: int, copy: int, before: set[str]) -> None:
        """The copy is also the work of whoever worked on what it was made from."""
        self.pages[copy].wrote[0] |= before

    def nothing_fixed_changed(self) -> None:
        if not self.fixed and not TaskState.objects.exists():
            return
        counted = set(Publication.objects.values_list("revision_id", flat=True))
        in_review = ("in_progress", "approved")
        counted |= set(TaskState.objects.filter(status__in=in_review).values_list("revision_id", flat=True))
        wanted = counted | set(self.fixed)
        for pk, content in Revision.objects.filter(pk__in=wanted).values_list("pk", "content"):
            raw = said_by(content, {})
            require(
                self.fixed.setdefault(pk, raw) == raw, f"revision {pk} was overwritten after somebody counted on it"
            )
