"""What is done in an emergency, and what ends one."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, WorkflowState

from cms.publication import actions as publication
from cms.publication.emergency import check_emergency
from cms.publication.models import Kind, Publication, Shelf
from cms.publication.pages import ReviewedPage
from cms.publication.queries import contributed_to, draft_digest, shelf_of
from cms.staff.roles import Role, holds_now
from cms.text.normal import clean, one_line
from cms.trail.record import record

from ..errors import ReviewRefused
from .models import AfterReview
from .telling import settle_closed, tell_closed

if TYPE_CHECKING:
    from cms.staff.models import User

Act, Outcome = AfterReview.Act, AfterReview.Outcome

OUTCOMES = {
    Act.PUBLISH: (Outcome.STANDS, Outcome.CORRECTED, Outcome.WITHDRAWN),
    Act.WITHDRAW: (Outcome.STANDS, Outcome.BROUGHT_BACK),
}
"""What can have become of it, by what was done."""


@transaction.atomic
def publish_at_once(page: ReviewedPage, *, user: "User", reason: str, digest: str) -> Publication:
    """Makes the latest draft public past the review, which ends where one is under way; gives the publication.

    ``digest`` is what the screen showed. Raises ``GateError`` for who may not or says not why, ``ReviewRefused`` where the draft
    has changed since, is public already, or proofreading stops it: what readers are owed is owed in an emergency too.
    """
    Page.objects.select_for_update().get(pk=page.pk)
    # Before anything is written to the trail: the clock locks shelves first, too.
    shelf = Shelf.objects.select_for_update().filter(pk=page.pk).first()
    page = page.latest_draft()
    if draft_digest(page) != digest:
        raise ReviewRefused(_("The draft has changed since you opened this page. Please look at it again."), page.pk)
    if shelf is not None and shelf.is_public() and shelf.current is not None and shelf.current.seal == digest:
        raise ReviewRefused(_("The public reads this version already."), page.pk)
    check_emergency(user, reason)
    _end_review(page, user)
    return publication.seal(
        page, revision=page.latest_revision, digest=digest, approver=user, kind=Kind.EMERGENCY, reason=one_line(reason)
    )


def withdraw_at_once(page: Page, *, user: "User", reason: str, notice: str) -> None:
    """Takes a public page back at once. Raises ``GateError`` for who may not, says not why, or where it is not public."""
    publication.withdraw_at_once(page, user=user, reason=one_line(reason), notice=clean(notice))


@transaction.atomic
def close(after_review: AfterReview, *, user: "User", outcome: str, note: str) -> AfterReview:
    """Ends the look afterwards with what became of it. Raises ``ReviewRefused`` unless an approving editor who neither acted nor
    worked on the version says something that is so."""
    row = AfterReview.objects.select_for_update(of=("self",)).select_related("publication").get(pk=after_review.pk)
    _check_closing(row, user, outcome, one_line(note))
    row.closed_at, row.closed_by = timezone.now(), user
    row.outcome, row.note = outcome, clean(note)
    row.save(update_fields=["closed_at", "closed_by", "outcome", "note"])
    settle_closed(row)
    tell_closed(row)
    record(
        "after_review.closed",
        actor=user,
        subject=f"page:{row.page_id}",
        data={"after_review": row.pk, "publication": row.publication.number, "outcome": row.outcome},
        words=row.note,
    )
    return row


def _check_closing(row: AfterReview, user: "User", outcome: str, note: str) -> None:
    if not row.is_open:
        raise ReviewRefused(_("Somebody has closed this after-review meanwhile."), row.page_id)
    if not holds_now(user, Role.APPROVING_EDITOR):
        raise ReviewRefused(_("Only an approving editor closes an after-review."), row.page_id)
    if user.pk == row.opened_by_id:
        raise ReviewRefused(_("You acted yourself, so somebody else has to look at it."), row.page_id)
    if user.pk in contributed_to(row.publication):
        raise ReviewRefused(
            _("You have worked on this version yourself, so somebody else has to look at it."), row.page_id
        )
    if not note:
        raise ReviewRefused(_("Please say what you found."), row.page_id)
    if outcome not in OUTCOMES[Act(row.act)]:
        raise ReviewRefused(_("Please say what became of it."), row.page_id)
    if (sentence := _not_so(row, outcome)) is not None:
        raise ReviewRefused(sentence, row.page_id)


def _not_so(row: AfterReview, outcome: str) -> str | None:
    """Why the outcome is not what happened; None where it is."""
    shelf = shelf_of(row.page_id)
    public = shelf is not None and shelf.is_public()
    number = row.publication.number
    if outcome == Outcome.CORRECTED:
        later = Publication.objects.filter(page_id=row.page_id, number__gt=number).exclude(kind=Kind.EMERGENCY)
        return None if public and later.exists() else _("No later version has been approved yet.")
    if outcome == Outcome.WITHDRAWN:
        return _("The page is still public. Take it back first.") if public else None
    if outcome == Outcome.BROUGHT_BACK:
        return None if public else _("The page is not public. Have it approved first.")
    if row.act == Act.WITHDRAW:
        return _("The page is public again.") if public else None
    current = shelf.current if shelf is not None and public else None
    return (
        None
        if current is not None and current.number == number
        else _("That version is not what the public reads now.")
    )


def _end_review(page: ReviewedPage, user: "User") -> None:
    """Ends a review that is under way: it was read against what is public no more. Its stage says why."""
    running = WorkflowState.objects.active().for_instance(page).select_related("current_task_state").first()
    if running is None:
        return
    why = _("Ended: the version was published in an emergency.")
    states = TaskState.objects.filter(workflow_state=running, status=TaskState.STATUS_IN_PROGRESS)
    waiting = list(states.values_list("pk", flat=True))
    running.cancel(user=user)
    TaskState.objects.filter(pk__in=waiting).update(comment=why)
