"""How each queue is doing, in plain words: what waits, since when, what went wrong last and what to do about it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Min, Q
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .models import Account, Delivery, Dispatch, Lane, WebhookEndpoint
from .outbox.lanes import Queue
from .registry import channel, channels, is_channel, platforms
from .rules.queries import calls
from .rules.waiting import held_on, why_waits
from .words import account_state, endpoint_state, in_words, label_of, what_to_do, what_to_do_there

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
        if self.trouble or self.troubles or self.unknown or self.held:
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
    """The board in one line: numbers of queues, of articles that wait to be let go, of deliveries of which nobody knows."""

    troubled: int
    off: int
    paused: int
    held: int
    unknown: int

    @property
    def all_well(self) -> bool:
        return not (self.troubled or self.off or self.paused or self.held or self.unknown)


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
    )


def health(now: dt.datetime) -> list[Health]:
    """Every queue that exists or might, one a channel or one of its accounts and partners: what is amiss first."""
    lanes = {lane.name: lane for lane in Lane.objects.select_related("paused_by")}
    counted = _counted()
    found, called = [], calls()
    held = {one.code: tuple(held_on(one.code)) for one in channels()}
    for queue, name, whose in _queues():
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
                waits_for=_how_long(since, now),
                account=whose if isinstance(whose, Account) else None,
                endpoint=whose if isinstance(whose, WebhookEndpoint) else None,
                troubles=() if taker.queue_a_recipient or queue.letters else tuple(taker.troubles()),
                to_call=called.get(queue.channel, ""),
                waits=_why_waits(queue, now) if waiting and not queue.letters else "",
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
