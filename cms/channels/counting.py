"""What stands in each queue of the board, counted in as many questions however many queues there are."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Count, Min, Q

from .models import Delivery, FollowUp
from .not_taken import not_taken
from .outbox.lanes import Queue
from .registry import channel, is_channel

State = Delivery.State


@dataclass(frozen=True)
class Counts:
    """How many deliveries of a queue wait, since when, and how many somebody has to look at."""

    waiting: int = 0
    since: dt.datetime | None = None
    unknown: int = 0
    not_taken: int = 0
    tasks: int = 0
    """What is to be done by hand at its account."""


def counted(now: dt.datetime) -> dict[Queue, Counts]:
    """The counts of every queue in which anything is to be counted."""
    found: dict[Queue, Counts] = {}
    for code, recipient, letter, waiting, since, unknown in _under_way():
        if (queue := _queue(code, recipient, letter=letter)) is not None:
            had = found.get(queue, Counts())
            earliest = min((each for each in (had.since, since) if each is not None), default=None)
            found[queue] = replace(had, waiting=had.waiting + waiting, since=earliest, unknown=had.unknown + unknown)
    by_recipient = not_taken(now).order_by().values_list("channel", "recipient_id").annotate(count=Count("pk"))
    for code, recipient, count in by_recipient:
        if (queue := _queue(code, recipient)) is not None:
            had = found.get(queue, Counts())
            found[queue] = replace(had, not_taken=had.not_taken + count)
    for code, account, count in _open_tasks():
        if (queue := _queue(code, account or 0)) is not None:
            had = found.get(queue, Counts())
            found[queue] = replace(had, tasks=had.tasks + count)
    return found


def _queue(code: str, recipient: int, *, letter: bool = False) -> Queue | None:
    if not is_channel(code):
        return None
    return Queue(code, recipient if channel(code).queue_a_recipient and not letter else 0, letters=letter)


def _under_way() -> Iterable[tuple[str, int, bool, int, dt.datetime | None, int]]:
    rows = Delivery.objects.filter(state__in=[State.QUEUED, State.SENDING, State.UNKNOWN])
    return (
        rows.order_by()
        .annotate(letter=~Q(purpose=Delivery.Purpose.ARTICLE))
        .values_list("channel", "recipient_id", "letter")
        .annotate(
            waiting=Count("pk", filter=~Q(state=State.UNKNOWN)),
            since=Min("created_at", filter=~Q(state=State.UNKNOWN)),
            unknown=Count("pk", filter=Q(state=State.UNKNOWN)),
        )
    )


def _open_tasks() -> Iterable[tuple[str, int | None, int]]:
    still_open = FollowUp.objects.filter(state=FollowUp.State.OPEN).order_by()
    return still_open.values_list("placement__channel", "placement__recipient_id").annotate(count=Count("pk"))
