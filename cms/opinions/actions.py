"""What is done with an opinion: it comes in, an editor marks it, it is forgotten in time."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import pgettext

from cms.publication.contents import part_named, parts_of
from cms.text.normal import clean
from cms.trail.record import record

from .errors import OpinionsClosed
from .models import Opinion
from .permissions import user_can_erase_opinions, user_can_read_opinions
from .queries import asked_about
from .telling import tell_received

if TYPE_CHECKING:
    from cms.staff.models import User

BATCH = 200
"""Opinions erased in one transaction."""
TWICE_WITHIN = dt.timedelta(hours=1)
"""The same words of the same reader within this time are one opinion: a button that was pressed twice."""


@transaction.atomic
def receive(page_id: int, *, name: str, unit: str, contact: str, anchor: str, text: str) -> Opinion:
    """Puts an opinion into the inbox and tells the editors. Raises ``OpinionsClosed`` where none is taken now."""
    asked = asked_about(page_id)
    if asked is None or not asked.is_open:
        raise OpinionsClosed
    now = timezone.now()
    said = {"page_id": page_id, "name": name, "unit": unit, "anchor": anchor, "text": text}
    known = Opinion.objects.filter(**said, received_at__gt=now - TWICE_WITHIN).first()
    if known is not None:
        if contact and contact != known.contact:
            # Sent once more for what was left out the first time.
            known.contact = contact
            known.save(update_fields=["contact"])
        return known
    part = part_named(parts_of(asked.publication.story), anchor) if anchor else None
    opinion = Opinion.objects.create(
        **said,
        contact=contact,
        part=part.text[:300] if part else "",
        publication=asked.publication,
        headline=asked.publication.story.headline[:255],
        received_at=now,
    )
    record("opinion.received", subject=f"opinion:{opinion.pk}", data={"page": page_id})
    tell_received(opinion)
    return opinion


@transaction.atomic
def mark(opinion: Opinion, *, user: "User", state: str, note: str) -> Opinion:
    """Says what became of the opinion. Raises ``PermissionDenied``, or ``ValidationError`` for no such state."""
    _check(user_can_read_opinions(user))
    if state not in Opinion.State.values:
        raise ValidationError(pgettext("opinion", "Please say what became of the opinion."))
    row = Opinion.objects.select_for_update().get(pk=opinion.pk)
    was, row.state, row.note = row.state, state, clean(note)
    row.handled_by, row.handled_at = (None, None) if state == Opinion.State.NEW else (user, timezone.now())
    row.save()
    _note("marked", row, user, **{"state": state, "was": was} if was != state else {"state": state})
    return row


@transaction.atomic
def erase(opinion: Opinion, *, user: "User") -> None:
    """Erases the opinion at once, since its writer wants it so. Raises ``PermissionDenied``."""
    _check(user_can_erase_opinions(user))
    if Opinion.objects.filter(pk=opinion.pk).delete()[0]:
        _note("erased", opinion, user)


def forget_old() -> bool:
    """Erases opinions ``OPINION_KEEP_DAYS`` days after they came, spam after ``OPINION_SPAM_KEEP_DAYS``. Called by the worker;
    whether there may be more."""
    now = timezone.now()
    old = Opinion.objects.filter(received_at__lt=now - dt.timedelta(days=settings.OPINION_KEEP_DAYS))
    spam = Opinion.objects.filter(
        state=Opinion.State.SPAM, received_at__lt=now - dt.timedelta(days=settings.OPINION_SPAM_KEEP_DAYS)
    )
    with transaction.atomic():
        gone = list((old | spam).select_for_update().order_by("pk")[:BATCH])
        Opinion.objects.filter(pk__in=[row.pk for row in gone]).delete()
        for row in gone:
            record("opinion.forgotten", subject=f"opinion:{row.pk}", data={"page": row.page_id, "state": row.state})
    return len(gone) == BATCH


def _check(may: bool) -> None:
    if not may:
        raise PermissionDenied


def _note(act: str, opinion: Opinion, user: "User", **data: Any) -> None:
    """In the trail, never with anything about who wrote, nor what."""
    record(f"opinion.{act}", actor=user, subject=f"opinion:{opinion.pk}", data={"page": opinion.page_id, **data})
