"""The life of a delivery under any order of events: what has left once does not leave again by itself."""

import datetime as dt

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, settings, strategies
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from cms.channels.errors import ChannelError
from cms.channels.models import Attempt, Delivery, Subscriber
from cms.channels.outbox import claims
from cms.channels.outbox.relevance import Plan
from cms.channels.outbox.settling import settle
from cms.sending.claims import finish
from cms.sending.errors import LeaseLost, NotDue
from cms.sending.outcome import Outcome
from cms.sending.retry import MAX_ATTEMPTS
from tests.factories.channels import make_manager, make_subscriber

pytestmark = pytest.mark.django_db

FINAL = {"delivered", "refused", "unknown", "gave_up", "obsolete"}


class Life(RuleBasedStateMachine):
    """Two workers, a clock, a subscriber and a person who settles."""

    def __init__(self) -> None:
        super().__init__()
        Attempt.objects.all()
        self.subscriber = make_subscriber(state=Subscriber.State.PENDING)
        self.manager = make_manager()
        self.pk = Delivery.objects.create(channel="email", purpose="confirm", recipient_id=self.subscriber.pk).pk
        self.now = timezone.now()
        self.held: dict[int, Delivery] = {}
        self.begun: set[int] = set()
        # Messages that may have left since a person last said that it may be sent.
        self.left = 0

    def delivery(self) -> Delivery:
        return Delivery.objects.get(pk=self.pk)

    @rule(minutes=strategies.sampled_from([1, 4, 6, 90, 500]))
    def time_passes(self, minutes: int) -> None:
        self.now += dt.timedelta(minutes=minutes)

    @rule(worker=strategies.integers(0, 1))
    def claim(self, worker: int) -> None:
        delivery = claims.claim(self.pk, self.now)
        if delivery:
            self.held[worker] = delivery
            self.begun.discard(worker)

    @rule(worker=strategies.integers(0, 1))
    def begin(self, worker: int) -> None:
        if worker not in self.held or worker in self.begun:
            return
        try:
            claims.begin(self.held[worker], Plan({}), self.now)
        except LeaseLost:
            del self.held[worker]
        except NotDue as reason:
            claims.put_off(self.held.pop(worker), reason, self.now)
        else:
            self.begun.add(worker)
            self.left += 1

    @rule(worker=strategies.integers(0, 1), state=strategies.sampled_from(["delivered", "refused", "retry", "unknown"]))
    def finish(self, worker: int, state: str) -> None:
        if worker not in self.held:
            return
        begun = worker in self.begun
        if not begun and state != "retry":
            return
        held = self.held.pop(worker)
        self.begun.discard(worker)
        if finish(held, Outcome(state), self.now, begun=begun) and begun and state in {"retry", "refused"}:
            # The other side has said that it did not take it.
            self.left -= 1

    @rule(worker=strategies.integers(0, 1))
    def worker_dies(self, worker: int) -> None:
        self.held.pop(worker, None)
        self.begun.discard(worker)

    @rule()
    def recover(self) -> None:
        claims.recover(self.now)

    @rule(outcome=strategies.sampled_from(["arrived", "resend"]))
    def person_settles(self, outcome: str) -> None:
        before = self.delivery().state
        try:
            settle(self.delivery(), self.manager, outcome)
        except ChannelError:
            assert before not in {"unknown"}
        else:
            assert before in {"unknown", "refused", "gave_up"}
            if outcome == "resend":
                self.left = 0

    @precondition(lambda self: self.subscriber.state == "pending")
    @rule()
    def subscriber_confirms_elsewhere(self) -> None:
        self.subscriber.state = "active"
        self.subscriber.save()

    @invariant()
    def nothing_leaves_twice_by_itself(self) -> None:
        assert self.left <= 1

    @invariant()
    def the_row_and_the_ledger_agree(self) -> None:
        delivery = self.delivery()
        last = delivery.attempt_rows.order_by("-pk").first()
        if delivery.state in FINAL:
            assert last.event == {"delivered": last.event}.get(delivery.state, delivery.state)
            assert delivery.lease_until is None
        if delivery.state == "sending":
            assert last.event == "sending"
        assert delivery.attempts <= MAX_ATTEMPTS + 1


def test_any_order_of_events(db):
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=60,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
        ),
    )
