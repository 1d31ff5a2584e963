"""What every channel has to keep to, whatever its other side does."""

import datetime as dt
import json
import logging
import time
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.channels import keeping, registry
from cms.channels.models import Attempt, Delivery, FollowUp, Lane, Placement
from cms.channels.outbox.pool import Pool
from cms.channels.outbox.rounds import run_once
from cms.channels.outbox.settling import settle
from cms.channels.registry import channel
from cms.publication.actions import withdraw
from cms.publication.models import Publication
from cms.staff.roles import Role
from tests.factories.channels import Desk, make_manager
from tests.factories.newsroom import make_user, sign_in

from ..platforms.http import ASKED_WAIT, Fault
from .counterpart import Counterpart
from .counterparts import ALL, keeps_places

pytestmark = pytest.mark.django_db

HEADLINE = "Đại hội khai mạc trọng thể"


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cms.sending.http.DEADLINE_SECONDS", 1)


def later(**delta: float) -> dt.datetime:
    return timezone.now() + dt.timedelta(**delta)


def states(side: Counterpart) -> list[str]:
    rows = Delivery.objects.filter(channel=side.code, dispatch__isnull=False).order_by("pk")
    return list(rows.values_list("state", flat=True))


def run_for(hours: int) -> None:
    """The worker's rounds of so many hours, at the instants at which something may be due."""
    for minutes in (0, 1, 3, 10, *range(30, hours * 60, 60)):
        run_once(now=later(minutes=minutes, seconds=1))


def test_every_channel_of_the_settings_is_under_contract() -> None:
    known = {one.code for one in ALL}
    assert known >= {one.code for one in registry.channels()}, settings.CHANNELS


def test_an_approved_article_arrives_once(side: Counterpart, desk: Desk) -> None:
    page = desk.publish(title=HEADLINE)
    run_once()
    run_once(now=later(hours=1))
    (shown,) = side.shown()
    assert HEADLINE in shown and f"/b/{page.pk}/" in shown
    assert side.taken() == 1 and states(side) == ["delivered"]
    assert Delivery.objects.get(channel=side.code).proof
    assert Placement.objects.filter(channel=side.code, page_id=page.pk).count() == keeps_places(side)


@pytest.mark.once
def test_who_answers_late_has_taken_it_once(
    side: Counterpart, desk: Desk, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    # Later than any machine is busy.
    monkeypatch.setattr("cms.sending.http.DEADLINE_SECONDS", 20)
    settings.EMAIL_TIMEOUT = 20
    desk.publish(title=HEADLINE)
    side.plan(Fault.SLOW)
    run_once()
    assert states(side) == ["delivered"]
    run_once(now=later(hours=1))
    assert side.taken() == 1
    events = Attempt.objects.filter(delivery__channel=side.code).values_list("event", flat=True)
    assert list(events).count("sending") == 1 and "unknown" not in events


@pytest.mark.once
@pytest.mark.parametrize("fault", [Fault.FAIL, Fault.DROP, Fault.CUT, Fault.HANG])
def test_whatever_happens_it_is_never_posted_twice(side: Counterpart, desk: Desk, fault: Fault) -> None:
    desk.publish(title=HEADLINE)
    side.plan(fault)
    run_for(hours=8)
    asked = channel(side.code).abilities.find is not None
    (state,) = states(side)
    assert side.taken() == (1 if fault in {Fault.CUT, Fault.HANG} or state == "delivered" else 0)
    assert state in ({"delivered"} if asked else {"delivered", "unknown"})
    if state == "unknown":
        assert Attempt.objects.filter(delivery__channel=side.code, event="sending").count() == 1


@pytest.mark.once
def test_an_account_that_is_told_to_wait_does(side: Counterpart, desk: Desk) -> None:
    if Fault.WAIT not in side.faults:
        pytest.skip("Its other side counts no account's posts.")
    side.plan(Fault.WAIT)
    desk.publish()
    desk.publish()
    run_once()
    rest = Lane.objects.get(name__startswith=side.code).free_at - timezone.now()
    assert dt.timedelta(seconds=ASKED_WAIT - 10) < rest <= dt.timedelta(seconds=ASKED_WAIT)
    run_once(now=later(seconds=ASKED_WAIT / 2))
    assert side.taken() == 0, "neither this post nor the next, whoever sends it"
    for seconds in (120, 130, 140):
        run_once(now=later(seconds=seconds))
    assert side.taken() == 2


@pytest.mark.django_db(transaction=True)
def test_workers_share_the_work_and_keep_the_pace(side: Counterpart, desk: Desk) -> None:
    for _each in range(3):
        desk.publish()
    workers = [Pool(threads=2), Pool(threads=2)]
    deadline = time.monotonic() + 60
    while set(states(side)) != {"delivered"} and time.monotonic() < deadline:
        for worker in workers:
            worker.tick()
        time.sleep(0.1)
    assert all(worker.drain(30) for worker in workers)
    assert states(side) == ["delivered"] * 3 and side.taken() == 3
    begun = Attempt.objects.filter(event="sending", delivery__channel=side.code).order_by("at")
    times = list(begun.values_list("at", flat=True))
    assert all(later - at >= channel(side.code).least_between for at, later in pairwise(times))


@pytest.mark.once
def test_an_account_that_is_closed_to_us_gets_nothing_more(side: Counterpart, desk: Desk) -> None:
    if Fault.GONE not in side.faults:
        pytest.skip("Its other side closes no account.")
    side.plan(Fault.GONE)
    desk.publish()
    run_once()
    assert states(side) == ["refused"]
    desk.publish()
    run_for(hours=1)
    assert side.taken() == 0


def test_a_correction_follows(side: Counterpart, desk: Desk) -> None:
    abilities = channel(side.code).abilities
    page = desk.publish(title=HEADLINE)
    run_once()
    desk.correct(page, lede="Sa-pô đã sửa lại.", wrong="bốn nội dung", right="năm nội dung")
    run_once(now=later(seconds=10))
    (shown,) = side.shown()
    if abilities.edit is not None or not keeps_places(side):
        assert "Sa-pô đã sửa lại." in shown
        if keeps_places(side):
            assert Placement.objects.get(channel=side.code).publication.number == 2
    else:
        task = FollowUp.objects.get(placement__channel=side.code)
        assert (task.verb, task.state) == ("edit", "open") and "Sa-pô đã sửa lại." in task.text


def test_a_correction_that_comes_first_is_what_is_posted(side: Counterpart, desk: Desk) -> None:
    page = desk.publish(title=HEADLINE)
    desk.correct(page, lede="Sa-pô đã sửa lại.")
    run_for(hours=1)
    (shown,) = side.shown()
    assert "Sa-pô đã sửa lại." in shown and side.taken() == 1


def test_a_withdrawal_follows(side: Counterpart, desk: Desk) -> None:
    window = channel(side.code).abilities.withdraw
    page = desk.publish(title=HEADLINE)
    other = desk.publish(title="Bài khác vẫn đứng đó")
    run_once()
    run_once(now=later(seconds=10))
    withdraw(page, user=desk.approver, reason="Nhầm bài", notice="")
    run_once(now=later(seconds=20))
    if window is not None or not keeps_places(side):
        (left,) = side.shown()
        assert "Bài khác" in left
        if keeps_places(side):
            assert Placement.objects.get(channel=side.code, page_id=page.pk).state == "withdrawn"
    if window in {None, dt.timedelta.max}:
        return
    side.age(window)
    withdraw(other, user=desk.approver, reason="Nhầm bài", notice="")
    run_once(now=timezone.now() + window)
    task = FollowUp.objects.get(placement__page_id=other.pk)
    assert (task.verb, task.state, len(side.shown())) == ("withdraw", "open", 1)


@pytest.mark.parametrize("then", ["corrected", "withdrawn"])
def test_what_comes_while_nobody_knows_follows_once_it_is_known(side: Counterpart, desk: Desk, then: str) -> None:
    """Nothing is put beside what may stand there, and nothing is lost."""
    taker = channel(side.code)
    if not taker.keeps_places or taker.takes_versions:
        pytest.skip("It need not be known what stands there.")
    page = desk.publish(title=HEADLINE)
    side.plan(Fault.CUT)
    run_once()
    if then == "corrected":
        desk.correct(page, lede="Sa-pô đã sửa lại.")
    else:
        withdraw(page, user=desk.approver, reason="Nhầm bài", notice="")
    run_once(now=later(seconds=10))
    assert states(side) == ["unknown", "queued"] and side.taken() == 1
    if taker.abilities.find is None:
        settle(Delivery.objects.get(channel=side.code, state="unknown"), make_manager(), "arrived")
        run_once(now=later(minutes=2))
        # Nobody has said which post it is: only a person can change it.
        assert FollowUp.objects.get().verb == {"corrected": "edit", "withdrawn": "withdraw"}[then]
        return
    run_once(now=later(minutes=2))
    run_once(now=later(minutes=3))
    told = {"corrected": ["Sa-pô đã sửa lại."], "withdrawn": []}[then]
    shown = side.shown()
    assert len(shown) == len(told) and all(each in one for each, one in zip(told, shown, strict=True))
    assert Attempt.objects.filter(event="found").count() == 1


@pytest.mark.once
def test_what_is_too_long_is_made_to_fit(side: Counterpart, desk: Desk) -> None:
    page = desk.publish(title="Đ" * 200, lede="Một câu dài. " * 70)
    post = next(one for one in Publication.objects.get(page_id=page.pk).story.posts if one.channel == side.code)
    assert channel(side.code).validate(post.payload) == []
    run_once()
    assert side.taken() == 1


@pytest.mark.once
def test_a_preview_shows_markup_as_words(side: Counterpart, desk: Desk) -> None:
    page = desk.publish(title="<script>alert(1)</script> & Đại hội")
    post = next(one for one in Publication.objects.get(page_id=page.pk).story.posts if one.channel == side.code)
    shown = channel(side.code).preview(post.payload)
    assert "<script>alert" not in shown.replace('\\"', "") and "Đại hội" in shown


@pytest.mark.once
def test_a_secret_stands_nowhere(side: Counterpart, desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    if not side.secrets:
        pytest.skip("It has none of its own.")
    with caplog.at_level(logging.DEBUG):
        for fault in (Fault.FAIL, Fault.CUT):
            side.plan(fault)
            page = desk.publish()
            run_once()
            run_once(now=later(hours=2))
        with time_machine.travel(later(hours=30)):
            keeping.tick()
        shown = list(_pages_about(side, page.pk))
    assert not [
        (where, each)
        for where, text in [("log", caplog.text), *_rows(), *shown]
        for each in side.secrets
        if each in text
    ]


def _rows() -> Iterator[tuple[str, str]]:
    """Every table, as it stands in the database."""

    def told(value: Any) -> str:
        return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)

    for model in apps.get_models():
        if model._meta.proxy or not model._meta.managed:
            continue
        yield model._meta.label, json.dumps(list(model._base_manager.values()), default=told, ensure_ascii=False)


def _pages_about(side: Counterpart, page_id: int) -> Iterator[tuple[str, str]]:
    """What channel managers and readers of the trail are shown, and what they take away."""
    client = sign_in(Client(), make_user(Role.ADMINISTRATOR))
    delivery = Delivery.objects.filter(channel=side.code).latest("pk")
    for address in (
        reverse("channels_board"),
        reverse("channels_places", args=[page_id]),
        reverse("channel_ledger:index"),
        reverse("channel_ledger:inspect", args=[delivery.pk]),
        reverse("trail:export", args=["csv"]),
        reverse("trail:export", args=["json"]),
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        yield address, (b"".join(answer) if answer.streaming else answer.content).decode()
