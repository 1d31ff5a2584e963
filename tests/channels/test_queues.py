"""One account's queue holds up no other, keeps its own pace, and rests when the other side asks for it."""

import datetime as dt
import time
from collections.abc import Callable

import pytest
from django.utils import timezone

from cms.channels.models import Delivery, Lane
from cms.channels.outbox import lanes
from cms.channels.outbox.pool import Pool
from cms.channels.outbox.rounds import run_once
from cms.channels.webhook.channel import WebhookChannel
from cms.publication.actions import withdraw
from cms.sending.retry import MAX_ATTEMPTS
from tests.factories.channels import make_endpoint

from .servers import Partner


def at(**delta: float) -> dt.datetime:
    return timezone.now() + dt.timedelta(**delta)


@pytest.fixture
def endpoint(db, partner) -> int:
    one, partner.secrets["/nhan"] = make_endpoint(partner.url())
    return one.pk


def states(endpoint: int) -> list[tuple[str, int]]:
    rows = Delivery.objects.filter(channel="webhook", recipient_id=endpoint).order_by("pk")
    return list(rows.values_list("state", "attempts"))


def until(true: Callable[[], bool], seconds: float = 30) -> bool:
    deadline = time.monotonic() + seconds
    while not true() and time.monotonic() < deadline:
        time.sleep(0.05)
    return true()


@pytest.mark.django_db(transaction=True)
def test_a_hanging_partner_holds_up_no_other(desk, partner, monkeypatch):
    monkeypatch.setattr("cms.sending.http.DEADLINE_SECONDS", 5)
    with Partner() as other:
        hanging, partner.secrets["/nhan"] = make_endpoint(partner.url())
        healthy, other.secrets["/nhan"] = make_endpoint(other.url())
        partner.plan.append("hang")
        for _each in range(3):
            desk.publish()
        pool = Pool(threads=4)
        pool.tick()
        assert partner.arrived.wait(30)
        assert until(lambda: len(other.requests) == 3)
        pool.tick()
        assert len(partner.requests) == 1, "one queue is never sent by two threads"
        assert states(hanging.pk)[0] == ("sending", 1)
        assert pool.drain(30)
    assert {state for state, _attempts in states(healthy.pk)} == {"delivered"}
    # Nobody knows of the first; the account rests, and the others wait without having spent a try.
    assert states(hanging.pk) == [("unknown", 1), ("queued", 0), ("queued", 0)]


@pytest.mark.django_db
def test_the_least_time_between_two_posts(desk, partner, endpoint, monkeypatch):
    monkeypatch.setattr(WebhookChannel, "least_between", dt.timedelta(seconds=60))
    desk.publish()
    desk.publish()
    now = at(seconds=1)
    run_once(now)
    assert states(endpoint) == [("delivered", 1), ("queued", 0)]
    run_once(now + dt.timedelta(seconds=59))
    assert len(partner.requests) == 1
    run_once(now + dt.timedelta(seconds=60))
    assert states(endpoint) == [("delivered", 1), ("delivered", 1)]


@pytest.mark.django_db
def test_a_turn_is_taken_once(desk, endpoint, monkeypatch):
    monkeypatch.setattr(WebhookChannel, "least_between", dt.timedelta(seconds=60))
    delivery = Delivery(channel="webhook", recipient_id=endpoint)
    now = timezone.now()
    lanes.take_turn(delivery, now)
    with pytest.raises(lanes.NotDue, match="pace"):
        lanes.take_turn(delivery, now)
    assert lanes.until_free(delivery, now) == dt.timedelta(seconds=60)


@pytest.mark.django_db
def test_an_account_that_wants_to_be_left_alone_is(desk, partner, endpoint):
    """What a platform asks for one post it means for the account."""
    desk.publish()
    desk.publish()
    partner.plan.append((429, {"retry-after": "3600"}))
    run_once()
    run_once(at(minutes=59))
    assert len(partner.requests) == 1
    assert states(endpoint) == [("queued", 1), ("queued", 0)]
    run_once(at(minutes=61))
    assert states(endpoint) == [("delivered", 2), ("delivered", 1)]
    assert Lane.objects.get().failures == 0


@pytest.mark.django_db
def test_an_account_out_of_reach_is_tried_less_and_less_often(desk, partner, endpoint):
    desk.publish()
    partner.plan.extend([503] * 3)
    rests = []
    now = at(seconds=1)
    for _each in range(3):
        run_once(now)
        free_at = Lane.objects.get().free_at
        rests.append((free_at - now).total_seconds())
        now += dt.timedelta(hours=1)
    assert all(0.8 * usual <= rest <= 1.2 * usual for usual, rest in zip((5, 10, 20), rests, strict=True))
    run_once(now)
    assert states(endpoint) == [("delivered", 4)]
    assert Lane.objects.get().failures == 0


@pytest.mark.django_db
def test_a_refusal_holds_up_nothing(desk, partner, endpoint):
    desk.publish()
    desk.publish()
    partner.plan.append(400)
    run_once()
    assert states(endpoint) == [("refused", 1), ("delivered", 1)]


@pytest.mark.django_db(transaction=True)
def test_what_is_withdrawn_goes_before_news_that_waits(desk, partner, endpoint):
    withdrawn = desk.publish(title="Nhầm bài")
    run_once()
    desk.publish(title="Tin đang chờ")
    withdraw(withdrawn, user=desk.approver, reason="Nhầm bài", notice="")
    # What hinders all of them changes nothing: a night of bad weather is not the withdrawal's fault.
    partner.plan.extend([503] * (MAX_ATTEMPTS + 5))
    minutes = 0
    while partner.plan and minutes < 24 * 60:
        run_once(now=at(minutes=minutes))
        minutes += 20
    run_once(now=at(minutes=minutes + 60))
    said = [(each["body"]["title"], each["body"]["pubStatus"]) for each in partner.requests if each["taken"]]
    assert said == [("Nhầm bài", "usable"), ("Nhầm bài", "canceled"), ("Tin đang chờ", "usable")]


@pytest.mark.django_db(transaction=True)
def test_however_many_hang_the_others_go_on(desk, partner, monkeypatch):
    """Those from which nothing got through share half of the threads."""
    monkeypatch.setattr("cms.sending.http.DEADLINE_SECONDS", 3)
    with Partner() as other:
        made = {path: make_endpoint(partner.url(path)) for path in ("/a", "/b", "/c", "/d")}
        hanging = {endpoint.pk: (path, secret) for path, (endpoint, secret) in made.items()}
        healthy, other.secrets["/nhan"] = make_endpoint(other.url())
        for each, (path, secret) in hanging.items():
            Lane.objects.create(name=f"webhook:{each}", failures=1)
            partner.secrets[path] = secret
        partner.plan.extend(["hang"] * 4)
        desk.publish()
        pool = Pool(threads=2)
        pool.tick()
        assert until(lambda: states(healthy.pk) == [("delivered", 1)], seconds=2)
        assert {state for each in hanging for state, _attempts in states(each)} <= {"queued", "sending"}
        assert pool.drain(30)
