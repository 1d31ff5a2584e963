"""Articles in each state of the review, brought there by what members of the newsroom do: nothing is set by hand."""

import datetime as dt
from collections.abc import Callable

from django.utils import timezone

from cms.articles.models import ArticlePage
from cms.publication.actions import withdraw
from cms.staff.models import User
from cms.staff.roles import Role
from cms.text.dates import local

from .content import ArticleData

Staff = dict[Role, User]

CORRECTED = " Từ 18 giờ ngày 19/11, các tuyến đường trở lại bình thường."
"""What the reporter adds in the newer draft of a published article."""


def bring_to_state(page: ArticlePage, data: ArticleData, staff: Staff) -> None:
    """Does what brings the saved article to the state that its data names."""
    act = _ACTS.get(data.state)
    if act is not None:
        act(page, data, staff)


def _submit(page: ArticlePage, staff: Staff) -> None:
    page = page.latest_draft()
    page.get_workflow().start(page, staff[Role.REPORTER])


def _decide(page: ArticlePage, user: User, action: str, comment: str = "") -> None:
    state = ArticlePage.objects.get(pk=page.pk).current_workflow_task_state
    state.task.specific.on_action(state, user, action, comment=comment)


def _at_desk(page: ArticlePage, data: ArticleData, staff: Staff) -> None:
    _submit(page, staff)


def _sent_back(page: ArticlePage, data: ArticleData, staff: Staff) -> None:
    _submit(page, staff)
    _decide(page, staff[Role.EDITOR], "reject", data.reason)


def _at_approval(page: ArticlePage, data: ArticleData, staff: Staff) -> None:
    _submit(page, staff)
    _decide(page, staff[Role.EDITOR], "approve")


def _scheduled(page: ArticlePage, data: ArticleData, staff: Staff) -> None:
    """Approved by two people, for six o'clock of the next morning, whenever the demo is loaded."""
    tomorrow = local(timezone.now()) + dt.timedelta(days=1)
    draft = page.latest_draft()
    draft.go_live_at = tomorrow.replace(hour=6, minute=0, second=0, microsecond=0)
    draft.save_revision(user=staff[Role.REPORTER], log_action=True)
    _at_approval(draft, data, staff)
    _decide(draft, staff[Role.APPROVING_EDITOR], "approve")


def _newer_draft(page: ArticlePage, data: ArticleData, staff: Staff) -> None:
    draft = page.latest_draft()
    draft.lede += CORRECTED
    draft.save_revision(user=staff[Role.REPORTER], log_action=True)


def _withdrawn(page: ArticlePage, data: ArticleData, staff: Staff) -> None:
    # Read afresh: the instance that was saved does not know yet that its page went live.
    withdraw(
        ArticlePage.objects.get(pk=page.pk), user=staff[Role.APPROVING_EDITOR], reason=data.reason, notice=data.notice
    )


_ACTS: dict[str, Callable[[ArticlePage, ArticleData, Staff], None]] = {
    "at_desk": _at_desk,
    "sent_back": _sent_back,
    "at_approval": _at_approval,
    "scheduled": _scheduled,
    "newer_draft": _newer_draft,
    "withdrawn": _withdrawn,
}
