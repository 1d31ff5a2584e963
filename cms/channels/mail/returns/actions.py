"""What follows from a mail that came back, or of which its reader complained."""

import datetime as dt
from enum import StrEnum

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cms.text.dates import local
from cms.trail.record import record

from ...models import Delivery, Returned, Subscriber, SubscriberToken
from ...tokens import subscriber_of
from .address import delivery_named_in
from .reports import Report, read
from .status import code_in

SOFT_WITHIN = dt.timedelta(days=30)
"""What failed longer ago, and may have passed, counts no more."""

_ACTS = {Subscriber.State.BOUNCED: "subscriber.bounced", Subscriber.State.COMPLAINED: "subscriber.complained"}


class Taken(StrEnum):
    """What became of a mail that came in."""

    NO_REPORT = "no_report"
    NOBODY = "nobody"
    """It reports something, but of no mail of ours to somebody who is still known."""
    KNOWN = "known"
    """That was reported before, or is older than the present subscription."""
    COUNTED = "counted"
    OFF = "off"
    """The subscriber is taken off."""


def take_in(raw: bytes, to: str = "") -> Taken:
    """Takes a mail in that came to the return address; ``to`` is the address that it was for, where the mail server says so."""
    report = read(raw)
    if report is None:
        return Taken.NO_REPORT
    delivery = delivery_named_in(f"{to}\n{report.told_to}")
    if delivery is not None:
        return note(delivery.recipient_id, report, delivery)
    by_link = subscriber_of(report.leave_token, SubscriberToken.Purpose.LEAVE) if report.leave_token else None
    return note(by_link.pk, report) if by_link else Taken.NOBODY


@transaction.atomic
def note(subscriber_id: int, report: Report, delivery: Delivery | None = None) -> Taken:
    """Writes a report down, and takes the subscriber off where that follows."""
    subscriber = Subscriber.objects.select_for_update().filter(pk=subscriber_id).first()
    if subscriber is None:
        return Taken.NOBODY
    if delivery is not None and delivery.created_at < (subscriber.wanted_since() or delivery.created_at):
        return Taken.KNOWN
    _row, fresh = Returned.objects.get_or_create(
        subscriber=subscriber,
        delivery_id=delivery.pk if delivery else None,
        kind=report.kind,
        defaults={"status": report.status, "detail": report.detail, "at": timezone.now()},
    )
    if not fresh:
        return Taken.KNOWN
    off = _state_after(subscriber, report)
    if off is None or subscriber.state in {off, Subscriber.State.COMPLAINED}:
        return Taken.COUNTED
    if subscriber.state == Subscriber.State.UNSUBSCRIBED and off == Subscriber.State.BOUNCED:
        return Taken.COUNTED
    subscriber.state, subscriber.left_at = off, timezone.now()
    subscriber.save(update_fields=["state", "left_at"])
    # A confirmation that still lies in the mailbox must not bring back who has just complained.
    subscriber.tokens.filter(purpose=SubscriberToken.Purpose.CONFIRM).delete()
    data = {"status": report.status, **({"delivery": delivery.pk} if delivery else {})}
    record(_ACTS[off], subject=f"subscriber:{subscriber.pk}", data=data)
    return Taken.OFF


def refused_for_good(subscriber_id: int) -> None:
    """That a mail server refused an address at once, for good; its words are in the ledger."""
    refused = Delivery.objects.filter(channel="email", recipient_id=subscriber_id, state=Delivery.State.REFUSED)
    last = refused.order_by("-changed_at", "-pk").first()
    said = last.attempt_rows.order_by("-pk").values_list("detail", flat=True).first() if last else ""
    note(subscriber_id, Report(Returned.Kind.HARD, code_in(said or "") or "5.1.1", "", ""), last)


def _state_after(subscriber: Subscriber, report: Report) -> Subscriber.State | None:
    if report.kind == Returned.Kind.COMPLAINT:
        return Subscriber.State.COMPLAINED
    if report.kind == Returned.Kind.HARD or _too_often(subscriber):
        return Subscriber.State.BOUNCED
    return None


def _too_often(subscriber: Subscriber) -> bool:
    """Whether mails have come back on so many days: a mailbox that is full fails ten times on one day of ten articles."""
    soft = subscriber.returned.filter(kind=Returned.Kind.SOFT, at__gt=timezone.now() - SOFT_WITHIN)
    days = {local(at).date() for at in soft.values_list("at", flat=True)}
    return 0 < settings.NEWSLETTER_SOFT_BOUNCES <= len(days)
