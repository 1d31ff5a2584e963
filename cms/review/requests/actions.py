"""What is done with a request for correction: it is registered, taken on, decided, answered; who asked is forgotten in time."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.publication.models import Publication
from cms.text.normal import clean, one_line
from cms.trail.record import record

from ..private import Scan, erase
from .models import CorrectionRequest, RequestScan, RequestSender
from .permissions import user_can_decide_requests, user_can_erase_senders, user_can_handle_requests
from .queries import possible_corrections
from .telling import tell_answered, tell_assigned, tell_decided, tell_registered

if TYPE_CHECKING:
    from cms.staff.models import User

State = CorrectionRequest.State
BATCH = 200
"""Senders erased in one transaction."""
MOST_SCANS = 20
"""Scans of one request."""
_OF_SENDER = ("name", "body", "contact")


@transaction.atomic
def register(*, user: "User", sender: dict[str, str], scans: Iterable[Scan] = (), **fields: Any) -> CorrectionRequest:
    """Writes a request into the register. Raises ``PermissionDenied`` for who does not look after requests."""
    _check(user_can_handle_requests(user))
    request = CorrectionRequest.objects.create(registered_by=user, registered_at=timezone.now(), **fields)
    RequestSender.objects.create(request=request, **{name: sender.get(name, "") for name in _OF_SENDER})
    tell_registered(request, user)
    _note("registered", request, user, due=request.due_on.isoformat())
    for scan in scans:
        add_scan(request, scan, user=user)
    return request


@transaction.atomic
def change(request: CorrectionRequest, *, user: "User", sender: dict[str, str], **fields: Any) -> CorrectionRequest:
    """Changes what was registered, until it is answered; the trail tells which fields."""
    _check(user_can_handle_requests(user))
    row = _locked(request)
    _check_unanswered(row)
    before = row.assigned_to_id
    changed = sorted(name for name, value in fields.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, fields[name])
    if "due_on" in changed:
        row.reminded_on = None
    row.save()
    person = RequestSender.objects.filter(request=row).first()
    if person is not None and (of_sender := [name for name in _OF_SENDER if getattr(person, name) != sender[name]]):
        for name in of_sender:
            setattr(person, name, sender[name])
        person.save()
        changed.append("sender")
    if row.assigned_to is not None and row.assigned_to_id != before:
        tell_assigned(row, user)
    if changed:
        _note("changed", row, user, fields=changed)
    return row


@transaction.atomic
def decide(request: CorrectionRequest, *, user: "User", decision: str, why: str) -> CorrectionRequest:
    """An approving editor says whether it is corrected, and why. Raises ``PermissionDenied`` for anybody else, ``ValidationError``
    without a reason or once it is answered. A decision may be taken again until then."""
    _check(user_can_decide_requests(user))
    row = _locked(request)
    _check_unanswered(row)
    if decision not in CorrectionRequest.Decision.values or not one_line(why):
        raise ValidationError(_("Please say what you decide, and why."))
    row.state, row.decision, row.why = State.DECIDED, decision, clean(why)
    row.decided_by, row.decided_at = user, timezone.now()
    row.save()
    tell_decided(row, user)
    _note("decided", row, user, words=row.why, decision=decision)
    return row


@transaction.atomic
def answer(
    request: CorrectionRequest, *, user: "User", text: str, correction: Publication | None = None
) -> CorrectionRequest:
    """Writes down what was answered, and the publication that corrected it. Raises ``ValidationError`` before the decision."""
    _check(user_can_handle_requests(user))
    row = _locked(request)
    if row.state != State.DECIDED:
        raise ValidationError(_("An answer follows a decision, and there is one answer."))
    if not one_line(text):
        raise ValidationError(_("Please write what was answered."))
    if correction is not None and not possible_corrections(row).filter(pk=correction.pk).exists():
        raise ValidationError(_("That publication does not correct this."))
    row.state, row.answer, row.correction = State.ANSWERED, clean(text), correction
    row.answered_by, row.answered_at = user, timezone.now()
    row.save()
    tell_answered(row, user)
    corrected: dict[str, Any] = {"publication": correction.number} if correction else {}
    _note("answered", row, user, **corrected)
    return row


@transaction.atomic
def add_scan(request: CorrectionRequest, scan: Scan, *, user: "User") -> RequestScan:
    """Keeps a scan of the letter with the request, until it is answered. Raises ``PermissionDenied``, or ``ValidationError`` with
    one sentence."""
    _check(user_can_handle_requests(user))
    row = _locked(request)
    _check_unanswered(row)
    if not RequestSender.objects.filter(request=row).exists():
        raise ValidationError(_("Who asked was erased, so no scan of the letter is kept either."))
    known = RequestScan.objects.filter(request=row)
    if known.filter(sha256=scan.sha256).exists():
        raise ValidationError(_("This very scan is there already."))
    if known.count() >= MOST_SCANS:
        raise ValidationError(_("A request holds at most %(most)d scans.") % {"most": MOST_SCANS})
    kept = RequestScan(request=row, sha256=scan.sha256, size=len(scan.content), added_by=user, added_at=timezone.now())
    scan.keep_in(kept.file)
    kept.save()
    _note("scan_added", row, user, scan=kept.pk, sha256=scan.sha256)
    return kept


@transaction.atomic
def remove_scan(scan: RequestScan, *, user: "User") -> None:
    """Takes a scan that was attached by mistake away, until the request is answered. Raises as ``add_scan``."""
    _check(user_can_handle_requests(user))
    row = _locked(scan.request)
    _check_unanswered(row)
    kept = RequestScan.objects.filter(pk=scan.pk).first()
    if kept is None:
        return
    _note("scan_removed", row, user, scan=kept.pk, sha256=kept.sha256)
    erase([str(kept.file.name)])
    kept.delete()


def note_opened(scan: RequestScan, *, user: "User") -> None:
    """That somebody looked at the letter. Raises ``PermissionDenied`` for who may not."""
    _check(user_can_handle_requests(user))
    _note("scan_opened", scan.request, user, scan=scan.pk, sha256=scan.sha256)


@transaction.atomic
def erase_sender(request: CorrectionRequest, *, user: "User") -> None:
    """Erases at once who asked, with the scans of the letter, since they want it so. Raises ``PermissionDenied``."""
    _check(user_can_erase_senders(user))
    row = _locked(request)
    if RequestSender.objects.filter(request=row).exists():
        _erase([row.pk])
        _note("sender_erased_on_request", row, user)


def _erase(request_ids: list[int]) -> None:
    scans = RequestScan.objects.filter(request__in=request_ids)
    erase(list(scans.values_list("file", flat=True)))
    scans.delete()
    RequestSender.objects.filter(request__in=request_ids).delete()


def erase_senders() -> bool:
    """Erases who asked, with the scans of their letters, ``CORRECTION_REQUEST_KEEP_DAYS`` days after the answer. Called by the
    worker; whether there may be more."""
    before = timezone.now() - dt.timedelta(days=settings.CORRECTION_REQUEST_KEEP_DAYS)
    with transaction.atomic():
        old = RequestSender.objects.select_for_update().filter(request__answered_at__lt=before)
        gone = list(old.order_by("pk")[:BATCH])
        _erase([row.request_id for row in gone])
        for row in gone:
            record("correction_request.sender_erased", subject=f"correction_request:{row.request_id}")
    return len(gone) == BATCH


def _locked(request: CorrectionRequest) -> CorrectionRequest:
    return CorrectionRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)


def _check_unanswered(row: CorrectionRequest) -> None:
    if row.state == State.ANSWERED:
        raise ValidationError(_("What has been answered is not changed any more."))


def _check(may: bool) -> None:
    if not may:
        raise PermissionDenied


def _note(act: str, request: CorrectionRequest, user: "User", words: str = "", **data: Any) -> None:
    """In the trail, never with anything about who asked."""
    about = {"page": request.page_id} if request.page_id else {}
    subject = f"correction_request:{request.pk}"
    record(f"correction_request.{act}", actor=user, subject=subject, data={**about, **data}, words=words)
