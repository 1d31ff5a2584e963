"""A leader's word moves the review on: it passes the leaders' stage, or sends the version back from it."""

from typing import TYPE_CHECKING, Any

from django.db import transaction
from wagtail.models import Page, TaskState, WorkflowState

from cms.publication.pages import ReviewedPage
from cms.publication.queries import draft_digest

from ..errors import OutOfLine, ReviewRefused
from ..rerouting import bring_in_line
from ..stages.kinds import StageKind
from .rules import approving_words

if TYPE_CHECKING:
    from ..models import ReviewTaskState


def waiting_stage(page_id: int) -> "ReviewTaskState | None":
    """The leaders' stage at which the page stands now; None where it stands at none."""
    from ..models import ReviewTaskState

    states = ReviewTaskState.objects.filter(
        workflow_state__object_id=str(page_id),
        workflow_state__base_content_type__model="page",
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        status=TaskState.STATUS_IN_PROGRESS,
        task__reviewtask__kind=StageKind.LEADER,
    )
    return states.select_related("task", "workflow_state").order_by("-pk").first()


def passable_stage(page_id: int, digest: str) -> "ReviewTaskState | None":
    """The leaders' stage where the page stands at it with exactly this version, and a leader has approved that; else None."""
    state = waiting_stage(page_id)
    return state if state is not None and state.digest == digest and approving_words(page_id, digest) else None


def carry_on(page_id: int, digest: str) -> str:
    """Passes the leaders' stage where the page stands at it and a leader has approved exactly this version.

    Gives why it could not be passed; empty where it was, or where there is nothing to pass. Called under the page's lock.
    """
    state = passable_stage(page_id, digest)
    if state is None:
        return ""
    return _tried(lambda: state.approve(user=None, by_word=True))


@transaction.atomic
def try_again(page: ReviewedPage) -> str:
    """Passes the stage by a word that came before the page stood there, or that something kept from counting. As ``carry_on``."""
    fresh = Page.objects.select_for_update().get(pk=page.pk).specific
    return carry_on(page.pk, draft_digest(fresh))


def send_back(page_id: int, digest: str, reason: str) -> bool:
    """Sends the version back from the leaders' stage, with the leader's words; gives whether it stood there and went back."""
    state = waiting_stage(page_id)
    if state is None or state.digest != digest:
        return False
    return not _tried(lambda: state.reject(user=None, comment=reason))


def _tried(step: Any) -> str:
    # The leader's word stands, whatever keeps the review from going on.
    try:
        with transaction.atomic():
            step()
    except OutOfLine as refusal:
        bring_in_line(refusal.page_id)
        return str(refusal)
    except ReviewRefused as refusal:
        return str(refusal)
    return ""
