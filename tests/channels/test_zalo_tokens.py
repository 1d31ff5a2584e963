"""The single-use refresh token: whatever dies when, the pair that works is kept, or people are told that it is lost."""

import datetime as dt
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import DatabaseError, connections
from django.utils import timezone

from cms.channels import keeping
from cms.channels.accounts import credentials_of, keep_credentials
from cms.channels.models import Account, Delivery, Renewal
from cms.channels.outbox.rounds import run_once
from cms.channels.vault import lock
from cms.channels.zalo import tokens
from cms.review.notices.models import Notice
from cms.trail.models import Entry
from newsroom.settings.env import BASE_DIR
from tests.factories.channels import Desk, make_manager, open_account

from .platforms.http import Fault
from .platforms.zalo import CREDENTIALS, OA, Zalo
from .seen import later

pytestmark = pytest.mark.django_db(transaction=True)

HOURS = dt.timedelta(hours=1)


@pytest.fixture
def zalo(settings) -> Iterator[Zalo]:
    with Zalo() as platform:
        settings.ZALO_API_BASE, settings.ZALO_OAUTH_BASE = f"{platform.base}/v2.0", f"{platform.base}/v4/oa"
        yield platform


@pytest.fixture
def account(db) -> Account:
    """Its access token lives four more hours: time to renew it."""
    one = open_account("zalo", OA, CREDENTIALS)
    put(one, access_ends=str(int((timezone.now() + 4 * HOURS).timestamp())), access_since="0")
    return one


def put(account: Account, **values: str) -> None:
    locked = lock(json.dumps({**credentials_of(account), **values}))
    Account.objects.filter(pk=account.pk).update(credentials=locked)
    account.refresh_from_db()


def kept(account: Account) -> tuple[str, str]:
    account.refresh_from_db()
    secret = credentials_of(account)
    return secret["access_token"], secret["refresh_token"]


@pytest.fixture
def process(process_environment, zalo: Zalo) -> Iterator[Callable[[], subprocess.Popen]]:
    """Starts a process that looks after the accounts, as the worker does."""
    environment = process_environment | {
        "ZALO_API_BASE": f"{zalo.base}/v2.0",
        "ZALO_OAUTH_BASE": f"{zalo.base}/v4/oa",
    }
    started: list[subprocess.Popen] = []

    def start() -> subprocess.Popen:
        words = "import django; django.setup(); from cms.channels.keeping import tick; tick()"
        started.append(subprocess.Popen([sys.executable, "-c", words], cwd=BASE_DIR, env=environment))
        return started[-1]

    yield start
    for one in started:
        one.kill()
        one.wait()


def kill(process: subprocess.Popen) -> None:
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def test_a_pair_is_renewed_ahead_and_once(zalo: Zalo, account: Account) -> None:
    keeping.tick()
    keeping.tick()
    assert zalo.exchanges == 1 and kept(account) == ("zalo-access-1", "zalo-refresh-1")
    assert dt.timedelta(days=89) < account.expires_at - timezone.now() < dt.timedelta(days=91)
    assert Renewal.objects.get().state == "kept"
    assert Entry.objects.filter(action="account.renewed").count() == 1


def test_killed_after_zalo_has_made_the_next_pair(zalo: Zalo, account: Account, process, desk: Desk) -> None:
    """The worst instant: the old token is used up, and the new one was on its way to a process that is no more."""
    zalo.at_exchange = True
    zalo.plan.append(Fault.HANG)
    worker = process()
    assert zalo.arrived.wait(60)
    kill(worker)
    assert zalo.exchanges == 1
    row = Renewal.objects.get()
    assert (row.state, row.in_doubt) == ("asking", True), "written down before it left"
    desk.publish(title="Đại hội khai mạc")
    run_once()
    assert zalo.titles() == ["Đại hội khai mạc"], "the access token still works"
    tokens.look_after(account, later(minutes=2))
    assert Notice.objects.get(kind="renewal_failed").data["trouble"] == tokens.LOST, "not in silence"
    for minutes in (5, 15, 40, 80, 160, 320):
        tokens.look_after(account, later(minutes=minutes))
    assert Renewal.objects.get().state == "failed"
    assert Entry.objects.filter(action="account.renewal_failed").count() == 1
    account.refresh_from_db()
    assert account.expires_at < later(hours=5), "when it really ends"
    # A person signs in anew.
    zalo.refresh = "zalo-refresh-9"
    keep_credentials(account, {**CREDENTIALS, "refresh_token": "zalo-refresh-9"}, make_manager())
    tokens.look_after(account, later(minutes=330))
    assert kept(account)[1] == zalo.refresh


def test_killed_before_zalo_heard_of_it(zalo: Zalo, account: Account, process) -> None:
    zalo.at_exchange = True
    zalo.plan.append(Fault.DROP)
    worker = process()
    worker.wait(60)
    assert zalo.exchanges == 0 and Renewal.objects.get().in_doubt
    tokens.look_after(account, later(minutes=2))
    assert kept(account)[1] == zalo.refresh, "it heals by itself"
    assert not Notice.objects.filter(kind="renewal_failed").exists()


def test_killed_once_the_pair_is_kept_and_before_it_is_used(
    zalo: Zalo, account: Account, process_environment, desk
) -> None:
    put(account, access_ends=str(int(timezone.now().timestamp())))
    zalo.access.clear()
    desk.publish()
    zalo.plan.append(Fault.HANG)
    environment = process_environment | {
        "ZALO_API_BASE": f"{zalo.base}/v2.0",
        "ZALO_OAUTH_BASE": f"{zalo.base}/v4/oa",
    }
    words = "import django; django.setup(); from cms.channels.outbox.rounds import run_once; run_once()"
    worker = subprocess.Popen([sys.executable, "-c", words], cwd=BASE_DIR, env=environment)
    assert zalo.posted.wait(60)
    kill(worker)
    assert kept(account) == ("zalo-access-1", zalo.refresh), "on the disk before the first use"
    for minutes in (30, 31, 32):
        run_once(now=later(minutes=minutes))
    assert Delivery.objects.get(channel="zalo").state == "delivered" and len(zalo.articles) == 1


def test_racing_workers_ask_once(zalo: Zalo, account: Account) -> None:
    def race() -> None:
        tokens.look_after(Account.objects.get(pk=account.pk), timezone.now())
        connections.close_all()

    racers = [threading.Thread(target=race) for _ in range(4)]
    for racer in racers:
        racer.start()
    for racer in racers:
        racer.join()
    assert zalo.exchanges == 1 and kept(account)[1] == zalo.refresh


def test_a_late_answer_is_kept_whoever_holds_the_lease(zalo: Zalo, account: Account) -> None:
    """A machine that stood still for an hour between Zalo's answer and its disk holds the only pair that works."""
    held = tokens._take(account, timezone.now())
    pair = {**credentials_of(account), "access_token": "zalo-access-1", "refresh_token": "zalo-refresh-1"}
    zalo.refresh = "zalo-refresh-1"
    tokens.look_after(account, later(hours=1))
    put(account, access_ends="1")
    assert tokens._keep(held, account, CREDENTIALS["refresh_token"], pair, timezone.now())
    assert kept(account) == ("zalo-access-1", "zalo-refresh-1")


def test_a_database_that_is_away_for_a_moment_is_waited_for(zalo: Zalo, account: Account, monkeypatch) -> None:
    real, failures = tokens._put, iter([DatabaseError(), DatabaseError()])

    def put_later(*given: object) -> bool:
        for failure in failures:
            raise failure
        return real(*given)

    monkeypatch.setattr(tokens, "_put", put_later)
    monkeypatch.setattr(tokens.time, "sleep", lambda seconds: None)
    keeping.tick()
    assert kept(account)[1] == zalo.refresh


def test_new_credentials_of_a_person_win(zalo: Zalo, account: Account) -> None:
    held = tokens._take(account, timezone.now())
    pair = {**credentials_of(account), "refresh_token": "zalo-refresh-1"}
    keep_credentials(account, {**CREDENTIALS, "refresh_token": "entered"}, make_manager())
    assert not tokens._keep(held, account, CREDENTIALS["refresh_token"], pair, timezone.now())
    assert kept(account)[1] == "entered"


def test_an_access_token_that_zalo_knows_no_more_is_renewed(zalo: Zalo, account: Account, desk: Desk) -> None:
    put(account, access_ends=str(int((timezone.now() + 20 * HOURS).timestamp())))
    zalo.access.clear()
    desk.publish()
    for minutes in (0, 5, 10):
        run_once(now=later(minutes=minutes))
    assert Delivery.objects.get(channel="zalo").state == "delivered"
    assert zalo.exchanges == 1
    assert not Notice.objects.filter(kind="renewal_failed").exists()


def test_an_account_that_nothing_opens_waits_for_a_person(zalo: Zalo, account: Account, desk: Desk) -> None:
    put(account, access_ends="1", refresh_token="used-up")
    for minutes in (0, 2, 8, 25, 60, 130):
        tokens.renew(account, later(minutes=minutes))
    desk.publish()
    run_once()
    delivery = Delivery.objects.get(channel="zalo")
    assert delivery.state == "queued", "nothing is lost meanwhile"
    assert Notice.objects.get(kind="renewal_failed").data["trouble"] == tokens.REFUSED
    assert Notice.objects.get(kind="queue_stuck").data["trouble"] == tokens.REFUSED
