"""How each queue is doing, in plain words: what waits, since when, what went wrong last and what to do about it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min, Q
from django.utils.translation import gettext as _

from .models import Account, Delivery, Lane, WebhookEndpoint
from .outbox.lanes import Queue
from .registry import channel, channels, is_channel, platforms
from .rules.queries import calls
from .rules.waiting import held_on, why_waits
from .words import account_state, in_words, label_of, what_to_do, what_to_do_there

State = Delivery.State


@dataclass(frozen=True)
class Health:
    """One queue as it stands now."""

    queue: Queue
    channel: str
    name: str
    lane: Lane | None
    waiting: int
    since: dt.datetime | None
    unknown: int
    account: Account | None = None
    stopped: bool = False
    troubles: tuple[str, ...] = ()
    """What stands still within it while the rest goes on."""
    to_call: str = ""
    waits: str = ""
    """Why a rule holds back what waits longest, as a sentence; empty where none does."""
    held: tuple[tuple[int, str], ...] = ()
    """The articles that somebody has to let go on the channel first: their pages and headlines."""

    @property
    def paused(self) -> bool:
        return self.lane is not None and self.lane.paused_at is not None

    @property
    def why_stopped(self) -> str:
        return account_state(self.account) if self.account else _("switched off")

    @property
    def trouble(self) -> str:
        """What the other side said when nothing got through; empty where it is well."""
        return in_words(self.lane.trouble) if self.lane and self.lane.failures else ""

    @property
    def advice(self) -> str:
        """What somebody can do about it; empty where nothing is amiss."""
        if self.account and self.stopped:
            return what_to_do_there(self.account)
        return what_to_do(self.lane.trouble) if self.lane and self.lane.failures else ""


def health(now: dt.datetime) -> list[Health]:
    """Every queue that exists or might: one a channel or one of its accounts and partners."""
    lanes = {lane.name: lane for lane in Lane.objects.select_related("paused_by")}
    counted = _counted()
    found, called = [], calls()
    held = {one.code: tuple(held_on(one.code)) for one in channels()}
    for queue, name, account, stopped in _queues():
        waiting, since, unknown = counted.get(queue, (0, None, 0))
        taker = channel(queue.channel)
        found.append(
            Health(
                queue,
                label_of(queue.channel),
                name,
                lanes.get(str(queue)),
                waiting,
                since,
                unknown,
                account,
                stopped,
                troubles=() if taker.queue_a_recipient or queue.letters else tuple(taker.troubles()),
                to_call=called.get(queue.channel, ""),
                waits=_why_waits(queue, now) if waiting and not queue.letters else "",
                held=() if queue.letters else held[queue.channel],
            )
        )
    return found


def _why_waits(queue: Queue, now: dt.datetime) -> str:
    first = (
        queue.deliveries().filter(state=State.QUEUED).select_related("dispatch").order_by("next_try_at", "pk").first()
    )
    return why_waits(first, now) if first else ""


def _queues() -> "list[tuple[Queue, str, Account | None, bool]]":
    found: list[tuple[Queue, str, Account | None, bool]] = []
    for one in channels():
        if not one.queue_a_recipient:
            found.append((Queue(one.code), _("all subscribers"), None, False))
        if one.writes_letters:
            found.append((Queue(one.code, letters=True), _("letters to single persons"), None, False))
    codes = [one.code for one in platforms()]
    tested = Account.objects.filter(channel__in=codes, is_test=True).values_list("channel", flat=True)
    found += [(Queue(code, letters=True), _("test posts"), None, False) for code in sorted(set(tested))]
    for account in Account.objects.filter(channel__in=codes):
        stopped = bool(account.stopped_because) or not account.credentials
        found.append((Queue(account.channel, account.pk), account.name, account, stopped))
    found += [
        (Queue("webhook", endpoint.pk), endpoint.name, None, not endpoint.active)
        for endpoint in WebhookEndpoint.objects.all()
    ]
    return found


def _counted() -> dict[Queue, tuple[int, dt.datetime | None, int]]:
    rows = Delivery.objects.filter(state__in=[State.QUEUED, State.SENDING, State.UNKNOWN])
    grouped = (
        rows.order_by()
        .annotate(letter=~Q(purpose=Delivery.Purpose.ARTICLE))
        .values_list("channel", "recipient_id", "letter")
        .annotate(
            waiting=Count("pk", filter=~Q(state=State.UNKNOWN)),
            since=Min("created_at", filter=~Q(state=State.UNKNOWN)),
            unknown=Count("pk", filter=Q(state=State.UNKNOWN)),
        )
    )
    found: dict[Queue, tuple[int, dt.datetime | None, int]] = {}
    for code, recipient, letter, waiting, since, unknown in grouped:
        if not is_channel(code):
            continue
        one = recipient if channel(code).queue_a_recipient and not letter else 0
        queue = Queue(code, one, letters=letter)
        known = found.get(queue, (0, None, 0))
        earliest = min((each for each in (known[1], since) if each is not None), default=None)
        found[queue] = (known[0] + waiting, earliest, known[2] + unknown)
    return found
