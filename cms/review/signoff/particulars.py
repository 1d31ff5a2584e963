"""Four eyes on who a leader is and where a link or a call goes: whoever wrote it does not say that it is right.

Else who keeps the list could set an address and a number of their own, and hold both secrets of a link.
"""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.trail.record import record

from .models import Leader, SignoffRequest
from .permissions import user_can_keep_leaders

if TYPE_CHECKING:
    from cms.staff.models import User


class NotConfirmed(Exception):
    """Particulars that this member can't confirm now. ``str()`` is one sentence in the user's language."""


def why_not_confirm_particulars(user: "User", leader: Leader) -> str:
    """Why the user can't say that the leader's particulars are right; empty where the user can."""
    if leader.written_by.filter(pk=user.pk).exists():
        return _("You wrote these particulars, so somebody else has to confirm them.")
    if leader.email and leader.email.lower() == user.email.lower():
        return _("The leader's address is your own, so somebody else has to confirm it.")
    return ""


@transaction.atomic
def confirm_particulars(leader: Leader, user: "User", seen: str) -> None:
    """Says that who the leader is, and address and number, are right; ``seen`` is the digest of those that were on the screen.

    Raises ``PermissionDenied``, or ``NotConfirmed`` with the reason.
    """
    leader = Leader.objects.select_for_update().get(pk=leader.pk)
    if not user_can_keep_leaders(user):
        raise PermissionDenied
    if seen != leader.particulars:
        raise NotConfirmed(_("The particulars have changed meanwhile. Please look at them again."))
    if leader.is_confirmed:
        return
    if reason := why_not_confirm_particulars(user, leader):
        raise NotConfirmed(reason)
    leader.confirmed_digest, leader.confirmed_at, leader.confirmed_by = leader.particulars, timezone.now(), user
    leader.save(update_fields=["confirmed_digest", "confirmed_at", "confirmed_by"])
    leader.written_by.clear()
    record("leader.confirmed", actor=user, subject=f"leader:{leader.pk}")


def written(leader: Leader, before: Leader | None, user: "User | None") -> None:
    """Takes down who wrote the particulars of a row that was saved, and ends the links to whom they were before, or who is asked no
    more."""
    changed = before is None or before.particulars != leader.particulars
    if changed and user is not None:
        leader.written_by.add(user)
    if before is not None and (changed or (before.active and not leader.active)):
        end_links(leader, user)


@transaction.atomic
def end_links(leader: Leader, user: "User | None") -> None:
    """Ends every link of the leader that is not decided, and the mails that still wait."""
    for request in SignoffRequest.objects.filter(leader=leader, decided_at=None, revoked_at=None).defer("story_json"):
        open_ones = SignoffRequest.objects.filter(pk=request.pk, decided_at=None, revoked_at=None)
        if open_ones.update(revoked_at=timezone.now(), revoked_by=user):
            request.letters.update(salt="")
            told = {"request": request.pk, "leader": leader.pk, "digest": request.digest}
            record("signoff.revoked", actor=user, subject=f"page:{request.page_id}", data=told)
