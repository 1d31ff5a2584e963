"""What agencies fetch: the latest of each article that went to partners, newest first, as it may be read at this moment.

The feed reads what the webhook sends (`Dispatch`), so who is told and who asks get the same item under the same version.
"""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from cms.publication.models import Shelf
from cms.text.numbers import number_in
from media.story import shown

from ..channel import Payload
from ..items import enveloped, shelves_of
from ..models import Dispatch
from ..models.dispatch import post_of
from ..ninjs import cancelled
from ..registry import channel, compose
from ..rules.sending import FETCHED

PAGE = 30
"""Items of one answer, at most."""

MOST_BYTES = 2 * 1024 * 1024
"""Of the items of one answer; a single one may be larger."""

SETTLES = dt.timedelta(minutes=1)
"""Numbers and times are given before a transaction ends, so an item may appear below one that is there already. The cursor stays
so far behind; an item that comes twice is known by ``uri`` and ``version``."""

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Cursor:
    """How far an agency has read: up to which number, and up to when what waited had been let go, which may be long after others of
    higher numbers went out. Agencies keep it as a text; a number alone, as it once was, stood below all that waited."""

    number: int = 0
    let_go: dt.datetime | None = None

    @classmethod
    def of(cls, text: str) -> "Cursor":
        """Raises ``ValueError`` for what no answer gave."""
        number, dash, since = text.partition("-")
        if not dash:
            return cls(number_of(number))
        try:
            return cls(number_of(number), _EPOCH + dt.timedelta(microseconds=number_of(since)))
        except OverflowError as error:
            raise ValueError(text) from error

    def __str__(self) -> str:
        if self.let_go is None:
            return str(self.number)
        return f"{self.number}-{(self.let_go - _EPOCH) // dt.timedelta(microseconds=1)}"


def number_of(text: str) -> int:
    """Raises ``ValueError`` for what is no number of ours."""
    number = number_in(text)
    if number is None:
        raise ValueError(text)
    return number


@dataclass(frozen=True)
class Entry:
    """One article; ``as_sealed``: nothing about it depends on anything but its version."""

    number: int
    item: Payload
    changed_at: dt.datetime
    as_sealed: bool


@dataclass(frozen=True)
class Page:
    entries: list[Entry]
    cursor: Cursor
    """From where to ask the next time, once this answer and the older ones behind it have been read."""
    before: int | None
    """What to ask for to get the older ones of the same change; None where there are none."""


def page_of(since: Cursor, before: int | None, now: dt.datetime) -> Page:
    """What has changed after ``since``, newest first, at most ``PAGE`` items and about ``MOST_BYTES`` below ``before``."""
    let_go_since = Q(released_at__gt=since.let_go) if since.let_go else Q()
    rows = _latest().filter(Q(pk__gt=since.number) | let_go_since)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows.order_by("-pk")[: PAGE + 1])
    taken = found[:PAGE]
    entries = _entries(taken)
    fitting = _fitting(entries)
    older = fitting[-1].number if len(fitting) < len(entries) else taken[-1].pk if len(found) > PAGE else None
    return Page(fitting, _settled(since, now), older)


def entry_of(page_id: int) -> Entry | None:
    """One article; None where it never went to partners."""
    return next(iter(_entries(list(_latest().filter(page_id=page_id)))), None)


def encoded(value: Payload) -> bytes:
    """The item, or an answer that holds items, as it is sent."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _fitting(entries: list[Entry]) -> list[Entry]:
    """The first of them that go into one answer, and one at least."""
    size = 0
    for at, each in enumerate(entries):
        size += len(encoded(each.item))
        if size > MOST_BYTES and at:
            return entries[:at]
    return entries


def _sent() -> "QuerySet[Dispatch]":
    # What found its recipients was to be read here, too, whatever a later rule made of it.
    never_left = Q(action=Dispatch.Action.POST, state__in=Dispatch.NEVER_LEFT, expanded_to=0)
    return Dispatch.objects.filter(~never_left, channel=FETCHED)


def _settled(since: Cursor, now: dt.datetime) -> Cursor:
    """Below which nothing appears any more: what still waits is let go later than anything."""
    sent, long_ago = _sent(), now - SETTLES
    number = sent.filter(created_at__lte=long_ago).order_by("-pk").values_list("pk", flat=True).first()
    let_go = sent.filter(released_at__lte=long_ago).aggregate(last=Max("released_at"))["last"]
    return Cursor(max(since.number, number or 0), max(since.let_go or _EPOCH, let_go or _EPOCH))


def _latest() -> "QuerySet[Dispatch]":
    later = _sent().filter(page_id=OuterRef("page_id"), number__gt=OuterRef("number"))
    return _sent().filter(~Exists(later)).select_related("publication")


def _entries(dispatches: Sequence[Dispatch]) -> list[Entry]:
    """Three queries, however many."""
    shelves = shelves_of(dispatches)
    public = [each for each in dispatches if _is_public(each, shelves.get(each.page_id))]
    stories = dict(zip([each.pk for each in public], shown(each.publication.story for each in public), strict=True))
    found = []
    for each in dispatches:
        shelf, stored = shelves.get(each.page_id), post_of(each.publication, FETCHED)
        if stored is None:
            continue
        payload, as_sealed = stored, True
        if each.action == Dispatch.Action.CANCEL:
            payload = cancelled(stored, each.notice)
        elif each.pk not in stories:
            payload, as_sealed = cancelled(stored, shelf.notice if shelf else ""), False
        elif stories[each.pk] is not each.publication.story:
            payload, as_sealed = compose(channel(FETCHED), stories[each.pk]) or cancelled(stored, ""), False
        changed_at = max(each.created_at, each.released_at or each.created_at)
        found.append(Entry(each.pk, enveloped(payload, each, shelf), changed_at, as_sealed))
    return found


def _is_public(dispatch: Dispatch, shelf: Shelf | None) -> bool:
    """Whether the version is what the public reads now: the withdrawal of another may not have been sent yet."""
    if dispatch.action == Dispatch.Action.CANCEL or shelf is None:
        return False
    return shelf.is_public() and shelf.current_id == dispatch.publication_id
