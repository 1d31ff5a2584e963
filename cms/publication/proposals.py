"""Proposed new versions of pages that show a changed fact.

A few are opened in the transaction of the change. Where many pages show the fact, that transaction writes a row a page, and the
worker opens the versions one after the other: each takes a tenth of a second, in which nobody else could save. Meanwhile the
change is safe: what is stored says something else than it was last known to say, so no such version can be approved.
"""

import datetime as dt
import logging
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from .models import Contribution, Proposal
from .models.proposal import new_change
from .queries import last_known_digest
from .signals import proposed
from .story import digest_of

if TYPE_CHECKING:
    from cms.staff.models import User

log = logging.getLogger(__name__)

AT_ONCE = 10
"""Pages whose new versions somebody waits for: about a second."""
A_ROUND = 20
"""Pages that the worker sees to before it looks whether it is to stop."""
TRY_AGAIN = dt.timedelta(minutes=10)


def open_version(page_id: int, user: "User | None") -> bool:
    """Opens a new version of a page, which the caller has locked; False where it would say what it says already."""
    draft = Page.objects.get(pk=page_id).specific.latest_draft()
    if digest_of(draft.story()) == last_known_digest(page_id):
        return False
    draft.save_revision(user=user, clean=False, log_action="publication.fact_changed", way=Contribution.Way.FACT)
    return True


def leave_to_worker(page_ids: list[int], user: "User | None") -> None:
    """Writes down that these pages are to get a new version."""
    change = new_change()
    Proposal.objects.bulk_create(
        (Proposal(change=change, page_id=page_id, user=user) for page_id in page_ids), batch_size=500
    )


def waiting_for(user_id: int | None) -> int:
    """For how many pages new versions are still to be opened, because of what the user has changed."""
    return Proposal.objects.filter(user=user_id, opened=False).values("page_id").distinct().count()


def open_waiting() -> bool:
    """Opens versions that wait, in a transaction each; whether there may be more. One that fails holds up no other."""
    due = Proposal.objects.filter(opened=False, try_after__lte=timezone.now()).select_related("user")
    waiting = list(due.order_by("pk")[:A_ROUND])
    for proposal in waiting:
        try:
            _open(proposal)
        except Exception:
            log.exception("No new version of page %d was opened", proposal.page_id)
            # On its own from now on: the others of its change are told of without it.
            Proposal.objects.filter(pk=proposal.pk).update(change=new_change(), try_after=timezone.now() + TRY_AGAIN)
    _tell()
    return bool(waiting)


@transaction.atomic
def _open(proposal: Proposal) -> None:
    here = Page.objects.select_for_update().filter(pk=proposal.page_id).exists()
    # Under the lock, since another worker, or an edit, may have been faster.
    still = Proposal.objects.filter(pk=proposal.pk, opened=False)
    if still.exists() and not (here and open_version(proposal.page_id, proposal.user)):
        still.delete()


def taken_along(page_id: int) -> list[Proposal]:
    """What waits for a page and comes with its next version, whoever saves that. Asked before the story is read: what changes
    after this is not in it for sure."""
    return list(Proposal.objects.filter(page_id=page_id, opened=False).select_related("user"))


def mark_opened(proposals: list[Proposal]) -> None:
    """Notes that a version with these changes is there."""
    Proposal.objects.filter(pk__in=[proposal.pk for proposal in proposals]).update(opened=True)


def _tell() -> None:
    """Tells of each change whose pages all have their new version."""
    unfinished = Proposal.objects.filter(opened=False).values("change")
    for change in set(Proposal.objects.exclude(change__in=unfinished).values_list("change", flat=True)):
        with transaction.atomic():
            rows = list(Proposal.objects.select_for_update(of=("self",)).filter(change=change).select_related("user"))
            if rows:
                Proposal.objects.filter(change=change).delete()
                page_ids = [row.page_id for row in rows]
                proposed.send(sender=Contribution, page_ids=page_ids, user=rows[0].user)
