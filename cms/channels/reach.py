"""How far an article has come at those who were to get it: at each account the delivery that tells most, of crowds how many stand
where."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .advice import last_word, what_to_do_about
from .models import Account, Delivery, Dispatch, Lane
from .models.delivery import told_state
from .outbox.lanes import queue_of
from .pauses import who_and_when
from .registry import is_channel, platforms
from .rules.models import short_moment
from .rules.waiting import why_waits
from .words import account_state, in_words, label_of, recipients_of

State = Delivery.State

_SETTLED = frozenset({State.DELIVERED, State.OBSOLETE})


@dataclass(frozen=True)
class Reach:
    """One delivery to one account."""

    delivery: Delivery
    where: str
    why: str
    """What went wrong, or what it waits for, in words; empty where nobody has said."""
    advice: str = ""
    """What a person can do about it; empty where nothing is to be done."""

    @property
    def is_open(self) -> bool:
        """Whether it is not as it was meant to be (yet)."""
        return self.delivery.state not in _SETTLED

    @property
    def is_amiss(self) -> bool:
        """Whether somebody has to look at it."""
        return self.delivery.state in Delivery.RESENDABLE


@dataclass(frozen=True)
class Crowd:
    """A channel whose recipients are counted: subscribers, browsers, partners."""

    channel: str
    where: str
    counts: tuple[tuple[str, int], ...]
    is_amiss: bool


def at_accounts(page_id: int, now: dt.datetime) -> dict[tuple[str, int], Reach]:
    """For each account that was to get the page, by channel and number: the delivery of which nobody knows, else the newest that is
    still needed, else the newest."""
    codes = [one.code for one in platforms()]
    rows = _of_page(page_id).filter(channel__in=codes).select_related("dispatch").order_by("pk")
    found: dict[tuple[str, int], Delivery] = {}
    for row in rows:
        key = row.channel, row.recipient_id
        if key not in found or _weight(row) >= _weight(found[key]):
            found[key] = row
    lanes = Lane.objects.filter(name__in=[str(queue_of(row)) for row in found.values()]).select_related("paused_by")
    named, called = {lane.name: lane for lane in lanes}, recipients_of(found.values())
    return {
        key: _reach(row, f"{label_of(row.channel)}: {called[key]}", named.get(str(queue_of(row))), now)
        for key, row in found.items()
    }


def in_crowds(page_id: int) -> list[Crowd]:
    """For each other channel that the page went to: how many recipients stand in which state by their newest delivery."""
    codes = {one.code for one in platforms()}
    rows = _of_page(page_id).exclude(channel__in=codes)
    # What was no longer needed says nothing of what had arrived before.
    needed = rows.exclude(state=State.OBSOLETE)
    newest = needed.order_by().values("channel", "recipient_id").annotate(newest=Max("pk")).values("newest")
    counted = Delivery.objects.filter(pk__in=newest).order_by()
    kinds = counted.values_list("channel", "state", "verb", "dispatch__action")
    found: dict[str, Counter[str]] = {}
    amiss: set[str] = set()
    for code, state, verb, action, count in kinds.annotate(count=Count("pk")):
        found.setdefault(code, Counter())[_told(told_state(state, verb), action)] += count
        if state in Delivery.RESENDABLE:
            amiss.add(code)
    return [
        Crowd(code, label_of(code), tuple(found[code].most_common()), code in amiss)
        for code in sorted(found)
        if is_channel(code)
    ]


def _of_page(page_id: int) -> "QuerySet[Delivery]":
    return Delivery.objects.filter(dispatch__page_id=page_id)


def _told(state: str, action: str) -> str:
    if action == Dispatch.Action.POST:
        return state
    told = pgettext("channels", "%(state)s (%(action)s)")
    return told % {"state": state, "action": Dispatch.Action(action).label}


def _weight(delivery: Delivery) -> int:
    if delivery.state == State.UNKNOWN:
        return 2
    return 0 if delivery.state == State.OBSOLETE else 1


def _reach(delivery: Delivery, where: str, lane: Lane | None, now: dt.datetime) -> Reach:
    word = last_word(delivery) if delivery.state != State.DELIVERED else None
    said = word.detail if word else ""
    why = " ".join(_waits_for(delivery, said, lane, now)) if delivery.state == State.QUEUED else in_words(said)
    return Reach(delivery, where, why, what_to_do_about(delivery, word))


def _waits_for(delivery: Delivery, said: str, lane: Lane | None, now: dt.datetime) -> Iterator[str]:
    held = bool(lane and lane.paused_at)
    if lane and held:
        yield pgettext("queue", "Paused (%(who)s, %(moment)s).") % who_and_when(lane)
    account = Account.objects.filter(pk=delivery.recipient_id).first()
    if account and not account.active:
        yield _("The account takes no articles: %(state)s.") % {"state": account_state(account)}
    if why := why_waits(delivery, now):
        yield why
    if told := said or (lane.trouble if lane and lane.failures else ""):
        yield _("Last answer: %(words)s.") % {"words": in_words(told).rstrip(".")}
    again = max(delivery.next_try_at, (lane and lane.free_at) or delivery.next_try_at)
    if again > now and not held and not why:
        yield _("It is tried again at %(moment)s.") % {"moment": short_moment(again)}
