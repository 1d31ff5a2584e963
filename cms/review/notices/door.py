"""The one door: whoever has something to tell the staff calls `notify`."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page

from . import kinds
from .concerned import active, may_hear
from .hours import due_at
from .mediums.registry import all_ready
from .models import Notice, NoticePreferences, Outgoing
from .preferences import preferences_of

if TYPE_CHECKING:
    from cms.staff.models import User

    from ..models import ReviewTask

AGAIN = dt.timedelta(minutes=15)
"""A notice that is still unread takes up what happens to the same page, or to what is called the same, in the same way within this
time."""


@transaction.atomic
def notify(
    kind: str,
    recipients: "Iterable[User | int]",
    *,
    page: Page | None = None,
    title: str = "",
    actor: "User | None" = None,
    at_stage: "ReviewTask | None" = None,
    told: "set[int] | frozenset[int]" = frozenset(),
    **data: Any,
) -> set[int]:
    """Tells these people, in the caller's transaction, and gives the ids of those who are told.

    ``told`` are those who have heard of this step already. Nobody hears of their own act, nobody twice, and nobody who has left
    or may not see the page's draft. ``at_stage`` is the stage at which the page is about to stand. Raises ``KeyError`` for a kind
    that is not registered. Nothing leaves here: rows are written, and the worker sends.
    """
    about = kinds.kind(kind)
    left_out = {*told, actor.pk if actor else None}
    ids = {each if isinstance(each, int) else each.pk for each in recipients} - left_out
    users = may_hear(active().filter(pk__in=ids).order_by("pk"), about, page, at_stage)
    if not users:
        return set()
    now = timezone.now()
    notice = Notice(
        kind=kind,
        page_id=page.pk if page else None,
        title=(title or (page.get_admin_display_title() if page else ""))[:255],
        actor=actor,
        data=data,
        made_at=now,
    )
    known = _take_up(about, notice, [user.pk for user in users], now)
    fresh = Notice.objects.bulk_create(
        Notice(
            recipient=user,
            kind=kind,
            page_id=notice.page_id,
            title=notice.title,
            actor=actor,
            data=data,
            made_at=now,
        )
        for user in users
        if user.pk not in known
    )
    _put_out(about, fresh, now)
    return {user.pk for user in users}


@transaction.atomic
def settle(kind: str, page_id: int) -> None:
    """Marks as read what asked people to act on the page, since somebody has acted."""
    unread = Notice.objects.filter(kind=kind, page_id=page_id, read_at=None)
    Notice.objects.filter(pk__in=[row.pk for row in _free(unread)]).update(read_at=timezone.now())


def _take_up(about: kinds.Kind, notice: Notice, user_ids: list[int], now: dt.datetime) -> set[int]:
    """Brings unread notices about the same up to this one; whose those are."""
    same = Notice.objects.filter(
        recipient__in=user_ids,
        kind=notice.kind,
        page_id=notice.page_id,
        read_at=None,
        made_at__gt=now - AGAIN,
    )
    if notice.page_id is None:
        same = same.filter(title=notice.title)
    rows = {row.recipient_id: row for row in _free(same)}
    for row in rows.values():
        row.title, row.actor, row.made_at = notice.title, notice.actor, now
        row.data = about.merge(row.data, notice.data)
    Notice.objects.bulk_update(rows.values(), ["title", "actor", "made_at", "data"])
    return set(rows)


def _free(rows: "QuerySet[Notice]") -> list[Notice]:
    # A row that somebody else changes at this moment is left to them: whoever waited for it while holding the end of the trail
    # (`cms.trail.record`) could wait crosswise.
    return list(rows.select_for_update(skip_locked=True))


def _put_out(about: kinds.Kind, notices: list[Notice], now: dt.datetime) -> None:
    """Writes which of them also go out, by which medium, and when."""
    ids = [notice.recipient_id for notice in notices]
    preferences = preferences_of(ids)
    rows = []
    for medium in all_ready():
        reached = medium.reaches(ids)
        for notice in notices:
            theirs = preferences[notice.recipient_id]
            how = theirs.how(medium.code)
            if notice.recipient_id in reached and how != NoticePreferences.How.NEVER:
                due = due_at(how, theirs, now, urgent=about.urgent)
                rows.append(Outgoing(notice=notice, medium=medium.code, due_at=due))
    Outgoing.objects.bulk_create(rows)
