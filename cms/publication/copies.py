"""Text that is copied or restored brings along who wrote it: else the approver of a copy could have written all of it."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Page, Revision

from cms.trail.record import record

from .models import Contribution, Kind, Publication
from .queries import approved_before, contributions_since_seal


def carry_to_copy(source_id: int, copy_id: int) -> None:
    """Writes down for the copy whoever changed its source since the source's last seal; what was sealed has been approved."""
    newest = Contribution.objects.filter(page_id=copy_id).order_by("-pk").first()
    if newest is not None:
        _carry(contributions_since_seal(source_id), newest)


def carry_to_restored(restored: Revision, newest: Contribution) -> None:
    """Writes down for a page whoever worked on the earlier version that was just restored, unless that one was approved."""
    if Publication.objects.filter(revision_id=restored.pk).exclude(kind=Kind.EMERGENCY).exists():
        return
    earlier = Contribution.objects.filter(page_id=newest.page_id, revision_id__lte=restored.pk)
    last = earlier.order_by("-pk").first()
    if last is not None:
        # An emergency between approved nothing: what was written before it is still in there.
        since = approved_before(newest.page_id, last.after_publication + 1)
        _carry(earlier.filter(after_publication__gte=since), newest)


def _carry(earlier: QuerySet[Contribution], newest: Contribution) -> None:
    present = Contribution.objects.filter(page_id=newest.page_id, after_publication=newest.after_publication)
    known: set[int | None] = set(present.values_list("user_id", flat=True))
    for contribution in list(earlier.exclude(user=None)):
        if contribution.user_id not in known:
            known.add(contribution.user_id)
            Contribution.objects.create(
                page_id=newest.page_id,
                user_id=contribution.user_id,
                way=contribution.way,
                digest=newest.digest,
                revision_id=newest.revision_id,
                after_publication=newest.after_publication,
            )


def follow_copies() -> None:
    """Makes every copy carry the contributions, subpages included.

    Wagtail's signals and log do not name the page that was copied; the one place that every copy passes is
    ``CopyPageAction._copy_page``.
    """
    from wagtail.actions.copy_page import CopyPageAction

    original = CopyPageAction._copy_page

    @transaction.atomic
    def with_contributions(self: CopyPageAction, page: Page, *args: Any, **kwargs: Any) -> Page:
        copy = original(self, page, *args, **kwargs)
        carry_to_copy(page.pk, copy.pk)
        if self.log_action:
            act = "page.translated" if self.log_action == "wagtail.copy_for_translation" else "page.copied"
            record(act, actor=self.user, subject=f"page:{copy.pk}", data={"of": page.pk})
        return copy

    CopyPageAction._copy_page = with_contributions
