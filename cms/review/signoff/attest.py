"""A leader's approval by word of mouth: one member notes it, another confirms it. It is the leader's, never the recorder's own."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.publication.pages import ReviewedPage
from cms.publication.queries import draft_digest
from cms.text.normal import clean
from cms.trail.record import record

from ..errors import ReviewRefused
from ..private import Scan
from .actions import locked_page
from .models import Attestation, Leader
from .passing import carry_on
from .rules import accounts_of, why_no_say, why_not_asked, why_not_confirm
from .telling import tell_attested, tell_settled

if TYPE_CHECKING:
    from cms.staff.models import User


@transaction.atomic
def attest(
    page: ReviewedPage,
    user: "User",
    leader: Leader,
    *,
    said_at: dt.datetime,
    how: str,
    words: str,
    photo: Scan | None = None,
) -> Attestation:
    """Notes that the leader approved the latest draft. ``photo`` is a picture of the note.

    Raises ``PermissionDenied``, or ``ReviewRefused`` with the reason.
    """
    page = locked_page(page.pk, user)
    words = clean(words).strip()
    if not words:
        raise ReviewRefused(_("Write down what the leader said."), page.pk)
    if said_at > timezone.now():
        raise ReviewRefused(_("What was said was said before now."), page.pk)
    if reason := why_not_asked(leader) or why_no_say(leader, page.pk, asked_by=user):
        raise ReviewRefused(reason, page.pk)
    draft = page.latest_draft()
    attestation = Attestation(
        page_id=page.pk,
        revision_id=draft.latest_revision_id,
        digest=draft_digest(page),
        leader=leader,
        accounts=accounts_of(leader),
        recorded_by=user,
        said_at=said_at,
        how=how,
        words=words,
    )
    if photo is not None:
        attestation.photo_sha256 = photo.sha256
        photo.keep_in(attestation.photo)
    attestation.save()
    tell_attested(page, attestation)
    _record("signoff.attested", attestation, user, how=how, photo=attestation.photo_sha256[:16])
    return attestation


@transaction.atomic
def confirm(attestation: Attestation, user: "User") -> str:
    """Confirms what another has noted; then it passes the leaders' stage. Gives why that could not be passed, else nothing.

    Raises ``PermissionDenied``, or ``ReviewRefused`` with the reason.
    """
    page, attestation = _open(attestation, user)
    if reason := why_not_confirm(user, attestation):
        raise ReviewRefused(reason, page.pk)
    if attestation.digest != draft_digest(page):
        raise ReviewRefused(_("The content has changed since the leader approved it. Please ask again."), page.pk)
    leader = attestation.leader
    if reason := why_not_asked(leader) or why_no_say(leader, page.pk, attestation.accounts):
        raise ReviewRefused(reason, page.pk)
    attestation.confirmed_at, attestation.confirmed_by = timezone.now(), user
    attestation.save(update_fields=["confirmed_at", "confirmed_by"])
    _record("signoff.confirmed", attestation, user)
    not_passed = carry_on(page.pk, attestation.digest)
    tell_settled(page, attestation, user)
    return not_passed


@transaction.atomic
def refuse(attestation: Attestation, user: "User", reason: str) -> None:
    """Refuses what another has noted, with a reason. Raises as ``confirm``."""
    page, attestation = _open(attestation, user)
    reason = clean(reason).strip()
    if not reason:
        raise ReviewRefused(_("Say why it is refused."), page.pk)
    attestation.refused_at, attestation.refused_by, attestation.reason = timezone.now(), user, reason
    attestation.save(update_fields=["refused_at", "refused_by", "reason"])
    tell_settled(page, attestation, user)
    _record("signoff.refused", attestation, user, words=reason)


def _open(attestation: Attestation, user: "User") -> tuple[ReviewedPage, Attestation]:
    page = locked_page(attestation.page_id, user)
    fresh = Attestation.objects.select_related("leader").filter(pk=attestation.pk).first()
    if fresh is None:
        raise PermissionDenied
    if not fresh.is_open:
        raise ReviewRefused(_("Somebody has settled this meanwhile."), page.pk)
    return page, fresh


def _record(act: str, attestation: Attestation, user: "User", words: str = "", **data: Any) -> None:
    told = {"attestation": attestation.pk, "leader": attestation.leader_id, "digest": attestation.digest, **data}
    record(act, actor=user, subject=f"page:{attestation.page_id}", data=told, words=words)
