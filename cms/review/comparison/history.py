"""What is on record of a page's versions, in a fixed number of queries however many there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wagtail.models import TaskState

from cms.publication.models import Contribution, Publication
from cms.publication.pages import ReviewedPage
from cms.publication.queries import shelf_of

from ..models import ReviewTaskState
from .models import Look

LOOK = "xem"
"""The key of what a member looked at last; ``r12`` is revision 12, ``b2`` the second publication."""


def revision_key(revision_id: int) -> str:
    return f"r{revision_id}"


def publication_key(number: int) -> str:
    return f"b{number}"


@dataclass(frozen=True)
class History:
    """Publications, newest first; stages, oldest first; what this member looked at and changed last."""

    publications: list[Publication]
    current_id: int | None
    states: list[ReviewTaskState]
    user_id: int
    look: Look | None
    contribution: Contribution | None

    def since_public(self, digest: str) -> str | None:
        """The version that the public reads, or the one sealed last where it reads none, unless it has this digest."""
        current = next((each for each in self.publications if self.current_id in (each.pk, None)), None)
        return publication_key(current.number) if current and current.seal != digest else None

    def since_submission(self, digest: str) -> str | None:
        """The version that was submitted last and has not this digest."""
        for state in reversed(list(self._submissions())):
            if state.digest != digest and state.revision_id:
                return self._key(state.revision_id, state.digest)
        return None

    def _key(self, revision_id: int, digest: str) -> str:
        """The key of a version with this digest: its publication where there is one, as a revision shows today's facts."""
        sealed = next((each for each in self.publications if each.seal == digest), None)
        return publication_key(sealed.number) if sealed else revision_key(revision_id)

    def _submissions(self) -> Iterator[ReviewTaskState]:
        """The states with which somebody's submitting began: a change in review begins new ones, too."""
        before: dict[int, str] = {}
        for state in self.states:
            if before.get(state.workflow_state_id, TaskState.STATUS_REJECTED) == TaskState.STATUS_REJECTED:
                yield state
            before[state.workflow_state_id] = state.status

    def since_look(self, digest: str) -> str | None:
        """The version that the member saw last, unless it has this digest: looked at, saved, passed on or sent back."""
        seen = [
            (state.finished_at, state.revision_id, state.approved_digest or state.digest)
            for state in self.states
            if state.finished_by_id == self.user_id and state.finished_at and state.revision_id
        ]
        if self.contribution:
            seen.append((self.contribution.at, self.contribution.revision_id, self.contribution.digest))
        moment, revision_id, last = max(seen, default=(None, 0, ""))
        if self.look and (moment is None or self.look.at >= moment):
            return LOOK if self.look.digest != digest else None
        return self._key(revision_id, last) if moment and last != digest else None


def history_of(page: ReviewedPage, user: Any) -> History:
    publications = Publication.objects.filter(page_id=page.pk).defer("story_json").select_related("approved_by")
    states = ReviewTaskState.objects.filter(
        workflow_state__object_id=str(page.pk), workflow_state__base_content_type=page.get_base_content_type()
    )
    shelf = shelf_of(page.pk)
    # A changed fact is written down under who changed it in the registry: they need not have seen this page.
    own = Contribution.objects.filter(page_id=page.pk, user=user).exclude(way=Contribution.Way.FACT)
    return History(
        publications=list(publications.order_by("-number")),
        current_id=shelf.current_id if shelf else None,
        states=list(states.select_related("task").order_by("pk")),
        user_id=user.pk,
        look=Look.objects.filter(user=user, page_id=page.pk).defer("story_json").first(),
        contribution=own.order_by("-pk").first(),
    )
