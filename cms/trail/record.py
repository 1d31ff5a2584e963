"""The one way to write the trail."""

import datetime as dt
import json
import logging
import warnings
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from . import source
from .acts import UnnamedAct, is_registered
from .chain import START, link_of, words_digest
from .models import Entry, Words

if TYPE_CHECKING:
    from cms.staff.models import User

log = logging.getLogger("newsroom.trail")

# Any number that nothing else in this database locks by.
_ADVISORY_LOCK = 7_201_826


def record(
    action: str,
    *,
    actor: "User | None" = None,
    subject: str = "",
    data: dict[str, Any] | None = None,
    words: str = "",
) -> Entry:
    """Appends an act to the trail, in the caller's transaction: it stands exactly if the act does.

    ``action`` is a stable dotted name that the room has registered (`acts`), ``subject`` is ``"kind:id"``. ``data`` holds ids,
    digests and short codes; never text of an article or anything about a person. ``words`` is what somebody typed with the act (a
    reason): it stands beside the entry, where it can be erased.

    Whoever records holds the end of the chain until the transaction ends. So rows that others change too are locked or
    changed before, never after: two who wait for each other crosswise would end with one of them refused.
    """
    if not is_registered(action):
        warnings.warn(f"The act {action!r} is not registered: see cms/trail/acts.py.", UnnamedAct, stacklevel=2)
    with transaction.atomic(savepoint=False):
        if connection.vendor == "postgresql":
            # One writer at a time, so that numbers have no gaps. SQLite's immediate transactions are that already.
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ADVISORY_LOCK])
        last = Entry.objects.order_by("-number").only("number", "link").first()
        number = last.number + 1 if last else 1
        told = {**(data or {}), **({"words": words_digest(number, words)} if words else {})}
        entry = Entry(
            number=number,
            at=dt.datetime.now(dt.UTC).isoformat(timespec="microseconds"),
            action=action,
            actor=str(actor.trail_id) if actor is not None else "",
            subject=subject,
            data=json.dumps(told, ensure_ascii=False, sort_keys=True, default=str),
            route=source.route(),
            # Readers confirm and leave without their address being kept; a leader who decides does so for the newsroom.
            origin=source.origin() if actor is not None or action.startswith(("staff.", "signoff.")) else "",
        )
        entry.link = link_of(entry, last.link if last else START)
        entry.save()
        if words:
            Words.objects.create(entry=entry, text=words)
        transaction.on_commit(partial(_mirror, entry), robust=True)
    return entry


def _mirror(entry: Entry) -> None:
    """The act as a line of the log, once it stands; without the origin, which leads to an address."""
    fields = {name: getattr(entry, name) for name in ("number", "at", "actor", "subject", "route", "link")}
    log.info(entry.action, extra={"act": {"action": entry.action, **fields, "data": entry.facts}})
