"""Queues that don't wait for each other: one for each account or partner, each at its own pace.

What a platform asks of an account (so many seconds between two posts, *leave me alone for an hour*) holds for all workers, on all
machines: it stands in the queue's row and is asked in the transaction that begins a sending.
"""

import datetime as dt
import random
from dataclasses import dataclass

from django.db.models import F, Min, Q, QuerySet

from cms.sending import claims
from cms.sending.errors import NotDue
from cms.sending.outcome import Outcome
from cms.sending.retry import TRIED_FOR, asked

from ..models import Delivery, Lane
from ..registry import channel, channels, is_channel
from ..telling import tell_stuck

LONGEST_REST = dt.timedelta(minutes=15)
"""An account that can't be reached is tried at least this often, whatever waits for it."""

STUCK_AFTER = 8
"""Failures in a row after which channel managers are told: with the rests between them about twenty minutes."""

_FIRST_REST = dt.timedelta(seconds=5)

_WELL_FOR = dt.timedelta(minutes=1)
"""That something got through is written down at most so often: a newsletter is many mails."""

_LOOK_AT = 200
"""Letters looked at to see of which channels they are: there are never many, and they go out within seconds."""


@dataclass(frozen=True)
class Queue:
    """The deliveries of one channel, or of one of its recipients; ``letters`` are those that are no article."""

    channel: str
    recipient_id: int = 0
    letters: bool = False

    def __str__(self) -> str:
        if self.letters:
            return f"{self.channel}:letters"
        return f"{self.channel}:{self.recipient_id}" if self.recipient_id else self.channel

    @classmethod
    def parse(cls, name: str) -> "Queue":
        """The queue of that name; raises ``ValueError`` for none, ``KeyError`` for a channel that is not there."""
        code, _colon, rest = name.partition(":")
        channel(code)
        if rest == "letters":
            return cls(code, letters=True)
        return cls(code, int(rest) if rest else 0)

    def deliveries(self) -> QuerySet[Delivery]:
        rows = Delivery.objects.filter(channel=self.channel)
        if self.recipient_id:
            rows = rows.filter(recipient_id=self.recipient_id)
        article = Q(purpose=Delivery.Purpose.ARTICLE)
        return rows.filter(~article if self.letters else article)


def queue_of(delivery: Delivery) -> Queue:
    """The queue that a delivery stands in."""
    if delivery.purpose != Delivery.Purpose.ARTICLE:
        return Queue(delivery.channel, letters=True)
    return Queue(delivery.channel, delivery.recipient_id if channel(delivery.channel).queue_a_recipient else 0)


def waiting(now: dt.datetime) -> list[Queue]:
    """The queues from which something may leave now: letters to single persons first, then those with a withdrawal, then those that
    have waited longest."""
    held = set(Lane.objects.filter(_held(now)).values_list("name", flat=True))
    due = claims.due(Delivery.objects.all(), now)
    letters = due.exclude(purpose=Delivery.Purpose.ARTICLE).order_by()
    codes = sorted(filter(is_channel, set(letters.values_list("channel", flat=True)[:_LOOK_AT])))
    found = [Queue(code, letters=True) for code in codes]
    ahead = _with_withdrawals(due)
    first: dict[Queue, dt.datetime] = {}
    for one in channels():
        articles = due.filter(purpose=Delivery.Purpose.ARTICLE, channel=one.code)
        if one.queue_a_recipient:
            by_recipient = articles.order_by().values("recipient_id").annotate(first=Min("next_try_at"))
            first |= {Queue(one.code, each["recipient_id"]): each["first"] for each in by_recipient}
        elif (since := articles.values_list("next_try_at", flat=True).first()) is not None:
            first[Queue(one.code)] = since
    found += sorted(first, key=lambda queue: (queue not in ahead, first[queue], str(queue)))
    found += [queue for queue in _sought(now) if queue not in first]
    return [queue for queue in found if str(queue) not in held]


def _with_withdrawals(due: QuerySet[Delivery]) -> set[Queue]:
    rows = due.filter(goes_first=True).order_by().values_list("channel", "recipient_id").distinct()
    known = [(channel(code), recipient) for code, recipient in rows if is_channel(code)]
    return {Queue(one.code, recipient if one.queue_a_recipient else 0) for one, recipient in known}


def _sought(now: dt.datetime) -> list[Queue]:
    """The queues in which something is to be looked for."""
    rows = Delivery.objects.filter(state=Delivery.State.UNKNOWN, look_at__lte=now).order_by("channel", "recipient_id")
    sought = rows.values_list("channel", "recipient_id").distinct()
    return [Queue(code, recipient) for code, recipient in sought if is_channel(code)]


def take_turn(delivery: Delivery, now: dt.datetime) -> None:
    """Takes the next turn of the delivery's queue, in the caller's transaction; raises ``NotDue`` where it is another's."""
    queue = queue_of(delivery)
    between = channel(delivery.channel).least_between
    if between:
        Lane.objects.get_or_create(name=str(queue))
    rows = Lane.objects.filter(name=str(queue))
    held = rows.filter(_held(now))
    taken = rows.exclude(_held(now)).update(free_at=now + between) if between else not held.exists()
    if not taken:
        raise NotDue("pace")


def _got_through(name: str, now: dt.datetime) -> None:
    stale = Q(well_at=None) | Q(well_at__lt=now - _WELL_FOR) | Q(failures__gt=0)
    rows = Lane.objects.filter(name=name)
    if not rows.filter(stale).update(failures=0, well_at=now) and not rows.exists():
        Lane.objects.get_or_create(name=name, defaults={"well_at": now})


def rest(queue: Queue, until: dt.datetime) -> None:
    """Leaves an account alone until then, as it has asked to be, whatever it was asked for."""
    Lane.objects.get_or_create(name=str(queue))
    _rest(str(queue), until)


def _rest(name: str, until: dt.datetime) -> None:
    Lane.objects.filter(Q(free_at=None) | Q(free_at__lt=until), name=name).update(free_at=until)


def _held(now: dt.datetime) -> Q:
    return Q(free_at__gt=now) | Q(paused_at__isnull=False)


def until_free(delivery: Delivery, now: dt.datetime) -> dt.timedelta:
    """How long the delivery's queue is still held."""
    free_at = Lane.objects.filter(name=str(queue_of(delivery))).values_list("free_at", flat=True).first()
    return max(free_at - now, dt.timedelta(0)) if free_at else dt.timedelta(0)


def learn(delivery: Delivery, outcome: Outcome, now: dt.datetime) -> None:
    """Remembers what an outcome says of the whole queue: to be left alone for a while, or in order again."""
    name = str(queue_of(delivery))
    if not outcome.holds_queue:
        if outcome.state == "delivered":
            _got_through(name, now)
        if outcome.state == "delivered" and outcome.after:
            _rest(name, now + asked(outcome.after))
        return
    lane, _made = Lane.objects.get_or_create(name=name)
    until = now + rest_after(lane.failures, outcome)
    _rest(name, until)
    if delivery.goes_first:
        _keep_first(delivery, until, now)
    Lane.objects.filter(name=name).update(failures=F("failures") + 1, trouble=outcome.detail[:300])
    if _is_news(lane, outcome):
        tell_stuck(delivery, outcome.detail)


def _keep_first(delivery: Delivery, until: dt.datetime, now: dt.datetime) -> None:
    """What was not to blame for the failure is the first again when the queue goes on. Tried so often it would be given up within
    hours, so its tries count only once others have spent theirs."""
    spent = 0 if now - delivery.created_at < TRIED_FOR else 1
    waiting = Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.QUEUED)
    waiting.update(next_try_at=until, attempts=F("attempts") - 1 + spent)


def rest_after(failures: int, outcome: Outcome) -> dt.timedelta:
    """How long whoever was not reached is left alone, after so many failures before this one: longer each time, a fifth more or
    less by chance, and as long as they asked for."""
    # Not a secret: the accounts of one platform are not to come back in the same second.
    rest = min(_FIRST_REST * 2 ** min(failures, 10), LONGEST_REST) * random.uniform(0.8, 1.2)  # noqa: S311
    return max(rest, asked(outcome.after))


def failing() -> frozenset[str]:
    """The names of the queues from which nothing got through the last time."""
    return frozenset(Lane.objects.filter(failures__gt=0).values_list("name", flat=True))


def _is_news(lane: Lane, outcome: Outcome) -> bool:
    """Whether channel managers are to hear of a failure; ``lane`` is as it was before. Of credentials that a platform knows no more
    they hear at once, whatever went wrong before, and once: codes stand before a colon, the words behind it change."""
    if not outcome.locked_out:
        return lane.failures + 1 == STUCK_AFTER
    return not lane.failures or lane.trouble.partition(":")[0] != outcome.detail.partition(":")[0]
