"""What happens in a run: articles are published, corrected, taken back; platforms misbehave; workers die; time goes on."""

import datetime as dt
import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from time_machine import escape_hatch

from cms.channels.errors import ChannelError
from cms.channels.models import Delivery, Subscriber
from cms.channels.outbox.rounds import run_once
from cms.channels.outbox.settling import settle
from cms.publication.actions import withdraw
from tests.channels.contract.counterpart import Counterpart
from tests.channels.contract.counterparts import ALL
from tests.channels.platforms.http import Fault
from tests.factories.channels import Desk, make_manager
from tests.factories.media import make_photo

from . import witness
from .crew import Crew

FAULTS = {Fault.SLOW: 6, Fault.HANG: 4, Fault.CUT: 6, Fault.DROP: 4, Fault.FAIL: 4, Fault.WAIT: 2}
"""Of a hundred requests, how many meet it."""

LEASE = 310
"""Seconds after which a dead worker holds nothing any more."""

BEHIND = dt.timedelta(seconds=1)
"""By how much the workers' clocks differ from the newsroom's, as those of two machines do."""

LINGER = 30
"""Seconds that workers without a guard have for their mistake."""

ROUNDS = 5_000
"""After so many rounds in fair weather something never comes to rest."""

State = Delivery.State


@dataclass
class Article:
    number: int
    page: Any
    version: int = 1
    corrected: int = 0
    """The version that brought the last formal correction."""
    withdrawn: bool = False

    @property
    def page_id(self) -> int:
        return int(self.page.pk)


class Noted:
    """Settings that are set and noted, to be told to the workers."""

    def __init__(self, settings: Any) -> None:
        self.__dict__.update(_settings=settings, noted={})

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._settings, name, value)
        self.noted[name] = value


@contextmanager
def platforms(settings: Any, channels: set[str]) -> Iterator[tuple[list[Counterpart], dict[str, Any]]]:
    """The other side of each channel, with an account, a partner or two subscribers; and the settings that lead there."""
    noted = Noted(settings)
    with ExitStack() as stack:
        sides = [stack.enter_context(one()) for one in ALL if one.code in channels]
        for side in sides:
            side.lead_here(noted)
            side.recipient()
            if side.code == "email":
                side.recipient()
        yield sides, noted.noted


class Storm:
    """``clock`` is the traveller of time; ``seed`` decides what happens, and the machine in which order it comes to pass."""

    def __init__(self, sides: list[Counterpart], crew: Crew, clock: Any, seed: int, workers: int) -> None:
        self.articles: list[Article] = []
        self.kills = 0
        self.seen: Counter[str] = Counter()
        self._sides, self._crew, self._clock, self._workers = sides, crew, clock, workers
        self._chance = random.Random(seed)
        self._desk, self._photo = Desk(), make_photo()
        self._blows = 0
        self._aimed, self._aim, self._before = False, sides[0], 0

    def run(self, articles: int, kills: int, told: Callable[[str], None] = lambda words: None) -> None:
        """Until so many are out and so many workers were killed. Nobody is at work afterwards."""
        self._make_weather()
        self._go_through(articles, kills, told)
        self._stop()

    def run_in_fair_weather(self, enough: Callable[[], bool]) -> None:
        """One article and its correction, and a blow after each, in the middle of an exchange where it may be; then the workers go
        on until it is enough, for half a minute at most."""
        self._go_through(1, 2 * self._workers, lambda words: None)
        until = time.monotonic() + LINGER
        while not enough() and time.monotonic() < until:
            time.sleep(0.1)
        self._stop()

    def _go_through(self, articles: int, kills: int, told: Callable[[str], None]) -> None:
        self._man()
        later = (
            [self._publish] * (articles - 1)
            + [self._correct] * ((articles + 1) // 2)
            + [self._withdraw] * (articles // 4)
        )
        self._chance.shuffle(later)
        acts = [self._publish, *later]
        for at, act in enumerate(acts):
            act()
            while self.kills * len(acts) < kills * (at + 1):
                self._blow()
            if at % 20 == 19:
                told(f"{len(self.articles)} articles, {self.kills} kills")

    def _stop(self) -> None:
        self._crew.kill(len(self._crew))
        self._let_platforms_finish()

    def clear_up(self) -> None:
        """The platforms behave from now on, and time goes on until nothing happens any more by itself."""
        for side in self._sides:
            side.calm()
        for _round in range(ROUNDS):
            if not self._restless():
                return
            self._clock.shift(2 if run_once(limit=1000) else 300)
        raise AssertionError("It never comes to rest.")

    def settle(self) -> int:
        """A person looks at each post of which nobody knows, and says what is true; how many there were."""
        manager, rows = make_manager(), list(Delivery.objects.filter(state=State.UNKNOWN).order_by("pk"))
        for row in rows:
            self._settle(row, manager)
        return len(rows)

    def _settle(self, row: Delivery, manager: Any) -> None:
        side = self._side(row.channel)
        number = next(one.number for one in self.articles if row.dispatch and one.page_id == row.dispatch.page_id)
        there = {(one.number, one.recipient) for one in witness.taken(side)}
        who, url = "", ""
        if row.channel == "email":
            # One subscriber gets several mails of an article: it is this one that is asked for.
            who = Subscriber.objects.get(pk=row.recipient_id).email
            mine = f"<{row.message_id}@example.vn>"
            there = {(one.number, one.recipient) for one in witness.taken(side) if one.key == mine}
        elif row.channel == "webpush":
            # A message again takes the place of the first.
            there = set()
        elif row.channel == "webhook":
            there = {(number, "") for one in witness.taken(side) if one.key == f"msg_{row.message_id}"}
        elif post := witness.remote_id(side, number):
            url = f"https://t.me/daihoi_haivan/{post}"
        if (number, who) in there:
            settle(row, manager, "arrived", url=url)
            return
        try:
            settle(row, manager, "resend")
        except ChannelError:
            settle(row, manager, "missing")

    def _side(self, code: str) -> Counterpart:
        return next(one for one in self._sides if one.code == code)

    def _publish(self) -> None:
        number = len(self.articles) + 1
        words = witness.WORDS.format(version=1, number=number)
        # A post with a photo takes other requests than one without.
        photo = self._photo if number % 2 else None
        page = self._desk.publish(title=f"Bài số {number} của Đại hội", lede=words, lead_photo=photo)
        self.articles.append(Article(number, page))

    def _correct(self) -> None:
        one = self._any_public()
        if one:
            words, told = witness.WORDS.format(version=one.version + 1, number=one.number), {}
            if self._chance.random() < 0.5:
                # Formally: mails are followed by mails.
                told = {"wrong": f"bản {one.version}", "right": f"bản {one.version + 1}"}
                one.corrected = one.version + 1
            one.page = self._desk.correct(one.page, words, **told)
            one.version += 1

    def _withdraw(self) -> None:
        one = self._any_public()
        if one:
            withdraw(one.page, user=self._desk.approver, reason="Nhầm bài", notice="")
            one.withdrawn = True

    def _any_public(self) -> Article | None:
        """Mostly one of the last, whose posts are still on their way."""
        public = [one for one in self.articles if not one.withdrawn]
        latest = public[-5:] if self._chance.random() < 0.8 else public
        return self._chance.choice(latest) if latest else None

    def _make_weather(self) -> None:
        kinds, weights = [*FAULTS, None], [*FAULTS.values(), 100 - sum(FAULTS.values())]
        for side in self._sides:
            faults = self._chance.choices(kinds, weights, k=4000)
            for fault in faults:
                side.plan(fault if fault is None or fault in side.faults else None)

    def _man(self) -> None:
        """Puts a worker in the place of each that is gone. Where the next blow is aimed, there is an exchange to break off."""
        self._aimed = not self._blows or self._chance.random() < 0.6
        if self._aimed:
            # The first is one that can't be asked afterwards.
            self._aim = self._chance.choice(self._sides) if self._blows else self._side("telegram")
            self._before = self._aim.taken()
            self._aim.plan_next(Fault.HANG)
        while len(self._crew) < self._workers:
            ahead = timezone.now() - escape_hatch.datetime.datetime.now(dt.UTC) - BEHIND
            self._crew.start(ahead.total_seconds())

    def _blow(self) -> None:
        """Kills one worker while the others go on, or, each third time, all; then much time passes."""
        self._blows += 1
        if self._aimed:
            self._await_a_request()
        else:
            time.sleep(self._chance.uniform(0, 0.5))
        dying = self._workers if self._blows % 3 == 0 or self._workers == 1 else 1
        self._crew.kill(dying)
        self.kills += dying
        self.seen["sending"] += Delivery.objects.filter(state=State.SENDING).count()
        if not len(self._crew):
            self._let_platforms_finish()
            self._clock.shift(self._chance.uniform(LEASE, 1500))
        self._man()

    def _await_a_request(self) -> None:
        until = time.monotonic() + (20 if self._blows == 1 else 2)
        while self._aim.taken() == self._before and time.monotonic() < until:
            time.sleep(0.002)

    def _let_platforms_finish(self) -> None:
        """What dead workers have sent is taken before time goes on: minutes on our clocks are none on theirs."""
        for side in self._sides:
            side.finish()

    def _restless(self) -> bool:
        rows = Delivery.objects.all()
        if rows.filter(state=State.SENDING).exists() or rows.filter(look_at__isnull=False).exists():
            return True
        unknown = set(rows.filter(state=State.UNKNOWN).values_list("channel", "recipient_id", "dispatch__page_id"))
        queued = rows.filter(state=State.QUEUED).values_list("channel", "recipient_id", "dispatch__page_id")
        return any(each not in unknown for each in queued)
