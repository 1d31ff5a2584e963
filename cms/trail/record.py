"""The one way to write the trail."""

import datetime as dt
import json
import logging
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from .chain import START, link_of
from .models import Entry

if TYPE_CHECKING:
    from cms.staff.models import User

log = logging.getLogger("newsroom.trail")

# Any number that nothing else in this database locks by.
_ADVISORY_LOCK = 7_201_826


def record(action: str, *, actor: "User | None" = None, subject: str = "", data: dict[str, Any] | None = None) -> Entry:
    """Appends an act to the trail, in the caller's transaction: it stands exactly if the act does.

    ``action`` is a stable dotted name, ``subject`` is ``"kind:id"``. ``data`` holds ids, digests and short codes; never text of
    an article or anything about a person.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            # One writer at a time, so that numbers have no gaps. SQLite's immediate transactions are that already.
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ADVISORY_LOCK])
        last = Entry.objects.order_by("-number").first()
        entry = Entry(
            number=last.number + 1 if last else 1,
            at=dt.datetime.now(dt.UTC).isoformat(timespec="microseconds"),
            action=action,
            actor=str(actor.trail_id) if actor is not None else "",
            subject=subject,
            data=json.dumps(data or {}, ensure_ascii=False, sort_keys=True, default=str),
        )
        entry.link = link_of(entry, last.link if last else START)
        entry.save()
    log.info("%s subject=%s actor=%s number=%d", action, subject, entry.actor, entry.number)
    return entry
