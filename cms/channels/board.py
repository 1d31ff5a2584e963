"""How each queue is doing, in plain words: what waits, since when, what went wrong last and what to do about it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .advice import what_to_do
from .counting import Counts, counted
from .models import Account, Delivery, Dispatch, FollowUp, Lane, WebhookEndpoint
from .outbox.lanes import Queue
from .registry import channel, channels, platforms
from .rules.queries import calls
from .rules.waiting import held_on, why_waits
from .words import account_state, endpoint_state, in_words, label_of, what_to_do_there

State = Delivery.State

_URGENCY = ("stopped", "trouble", "off", "paused", "")
"""The tones of the cards, in the order in which somebody has to look at them."""


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
    not_taken: int = 0
    """Deliveries of the last week that were refused or given up, and that nothing has followed (`not_taken`)."""
    tasks: int = 0
    """What is to be done by hand there."""
    waits_for: str = ""
    """For how long the oldest has waited, in words."""
    account: Account | None = None
    endpoint: WebhookEndpoint | None = None
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
    def stopped(self) -> bool:
        """Whether nothing goes there before somebody has done something about it."""
        if self.account:
            return bool(self.account.stopped_because) or not self.account.credentials
        return self.endpoint is not None and bool(self.endpoint.stopped_because or not self.endpoint.secret)

    @property
    def off(self) -> bool:
        """Whether no new article goes there as somebody wanted it so, or has not ticked the box yet."""
        if self.account:
            return not self.account.active and not self.account.is_test
        return self.endpoint is not None and not self.endpoint.active

    @property
    def why_stopped(self) -> str:
        """Why nothing new goes there; empty where it does."""
        if not (self.stopped or self.off):
            return ""
        if self.account:
            return account_state(self.account)
        return endpoint_state(self.endpoint) if self.endpoint else ""

    @property
    def tone(self) -> str:
        """What is the matter, the worst first; empty where all is well."""
        if self.stopped:
            return "stopped"
        if self.trouble or self.troubles or self.unknown or self.held or self.not_taken or self.tasks:
            return "trouble"
        if self.off:
            return "off"
        return "paused" if self.paused else ""

    @property
    def may_be_held(self) -> bool:
        """Whether pausing it, or letting it go on, changes anything."""
        return self.paused or not (self.stopped or self.off)

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


@dataclass(frozen=True)
class Summary:
    """The board in one line: numbers of queues, of articles that wait to be let go, of deliveries of which nobody knows or that
    were not taken, of tasks by hand."""

    troubled: int
    off: int
    paused: int
    held: int
    unknown: int
    not_taken: int
    tasks: int
    """Also those of places that have no queue."""

    @property
    def all_well(self) -> bool:
        amiss = self.unknown or self.not_taken or self.tasks
        return not (self.troubled or self.off or self.paused or self.held or amiss)


def summary(found: Sequence[Health]) -> Summary:
    """What the cards of the board come to."""
    tones = [each.tone for each in found]
    codes = {each.queue.channel for each in found}
    held = Dispatch.objects.filter(state=Dispatch.State.HELD, channel__in=codes)
    return Summary(
        troubled=tones.count("stopped") + tones.count("trouble"),
        off=sum(each.off and not each.stopped for each in found),
        paused=sum(each.paused for each in found),
        held=held.order_by().values("page_id").distinct().count(),
        unknown=sum(each.unknown for each in found),
        not_taken=sum(each.not_taken for each in found),
        tasks=FollowUp.objects.filter(state=FollowUp.State.OPEN).count(),
    )


def health(now: dt.datetime) -> list[Health]:
    """Every queue that exists or might, one a channel or one of its accounts and partners: what is amiss first."""
    lanes = {lane.name: lane for lane in Lane.objects.select_related("paused_by")}
    numbers = counted(now)
    found, called = [], calls()
    held = {one.code: tuple(held_on(one.code)) for one in channels()}
    for queue, name, whose in _queues():
        of_queue = numbers.get(queue, Counts())
        taker = channel(queue.channel)
        found.append(
            Health(
                queue,
                label_of(queue.channel),
                name,
                lanes.get(str(queue)),
                of_queue.waiting,
                of_queue.since,
                of_queue.unknown,
                of_queue.not_taken,
                of_queue.tasks,
                waits_for=_how_long(of_queue.since, now),
                account=whose if isinstance(whose, Account) else None,
                endpoint=whose if isinstance(whose, WebhookEndpoint) else None,
                troubles=() if taker.queue_a_recipient or queue.letters else tuple(taker.troubles()),
                to_call=called.get(queue.channel, ""),
                waits=_why_waits(queue, now) if of_queue.waiting and not queue.letters else "",
                held=() if queue.letters else held[queue.channel],
            )
        )
    return sorted(found, key=lambda each: _URGENCY.index(each.tone))


def _how_long(since: dt.datetime | None, now: dt.datetime) -> str:
    if since is None:
        return ""
    if now - since < dt.timedelta(minutes=1):
        return pgettext("queue", "just now")
    return _("the oldest: %(ago)s") % {"ago": timesince(since, now)}


def _why_waits(queue: Queue, now: dt.datetime) -> str:
    first = (
        queue.deliveries().filter(state=State.QUEUED).select_related("dispatch").order_by("next_try_at", "pk").first()
    )
    return why_waits(first, now) if first else ""


def _queues() -> "list[tuple[Queue, str, Account | WebhookEndpoint | None]]":
    found: list[tuple[Queue, str, Account | WebhookEndpoint | None]] = []
    for one in channels():
        if not one.queue_a_recipient:
            found.append((Queue(one.code), _("all subscribers"), None))
        if one.writes_letters:
            found.append((Queue(one.code, letters=True), _("letters to single persons"), None))
    codes = [one.code for one in platforms()]
    tested = Account.objects.filter(channel__in=codes, is_test=True).values_list("channel", flat=True)
    found += [(Queue(code, letters=True), _("test posts"), None) for code in sorted(set(tested))]
    found += [
        (Queue(account.channel, account.pk), account.name, account)
        for account in Account.objects.filter(channel__in=codes)
    ]
    found += [(Queue("webhook", endpoint.pk), endpoint.name, endpoint) for endpoint in WebhookEndpoint.objects.all()]
    return found
