"""Workers in processes of their own: killed in the middle, and racing for the same deliveries. The database is a real one:
a file of SQLite, or PostgreSQL where ``DATABASE_URL`` says so."""

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from django.utils import timezone

from cms.channels.models import Attempt, Delivery
from cms.channels.outbox.rounds import run_once
from newsroom.settings.env import BASE_DIR
from tests.factories.channels import Desk, make_endpoint, make_subscriber

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def worker(process_environment, mail_server):
    """Starts a worker process; whatever still runs at the end is killed."""
    environment = process_environment | {
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(mail_server.port),
        "EMAIL_TIMEOUT": "5",
        "NEWSLETTER_FROM": "Tòa soạn <toasoan@example.vn>",
    }
    started = []

    def start(rounds: int = 1000) -> subprocess.Popen:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.channels.scene", str(rounds)],
            cwd=BASE_DIR,
            env=environment,
            stdout=subprocess.PIPE,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def kill(process: subprocess.Popen) -> None:
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def test_killed_while_the_mail_server_thinks(worker, mail_server):
    make_subscriber()
    Desk().publish()
    mail_server.plan.append("hang")
    process = worker()
    assert mail_server.arrived.wait(120)
    kill(process)
    delivery = Delivery.objects.get(channel="email")
    assert delivery.state == "sending", "written down before it left"
    run_once()
    assert Delivery.objects.get(channel="email").state == "sending", "the other may still be at work"
    run_once(timezone.now() + dt.timedelta(hours=1))
    run_once(timezone.now() + dt.timedelta(days=9))
    assert Delivery.objects.get(channel="email").state == "unknown"
    assert len(mail_server.mails) == 1, "never sent again by itself"


def test_killed_before_anything_left(worker, mail_server):
    """A lease that runs out while nothing had begun gives the delivery back."""
    make_subscriber()
    Desk().publish()
    run_once_until_claimed()
    assert run_once() == 0
    assert run_once(timezone.now() + dt.timedelta(hours=1)) == 1
    assert Delivery.objects.get(channel="email").state == "delivered"
    assert len(mail_server.mails) == 1


def run_once_until_claimed() -> None:
    from cms.channels.outbox import claims, expansion

    expansion.expand_all()
    assert claims.claim(Delivery.objects.get(channel="email").pk, timezone.now())


def test_killed_again_and_again_at_any_instant(worker, mail_server, partner):
    """However often a worker dies: each recipient got the article once, or it stands as unknown, or it is still to come."""
    endpoint, secret = make_endpoint(partner.url())
    partner.secrets["/nhan"] = secret
    subscribers = [make_subscriber() for _ in range(25)]
    Desk().publish()
    chance = random.Random(20260318)
    for _ in range(4):
        process = worker()
        assert process.stdout.readline() == b"working\n"
        time.sleep(chance.uniform(0.02, 0.5))
        kill(process)
    run_once(timezone.now() + dt.timedelta(hours=1), limit=1000)
    run_once(timezone.now() + dt.timedelta(hours=2), limit=1000)

    got = Counter(mail_server.recipients)
    states = dict(Delivery.objects.filter(channel="email").values_list("recipient_id", "state"))
    assert set(states.values()) <= {"delivered", "unknown"}
    for subscriber in subscribers:
        assert got[subscriber.email] <= 1
        if states[subscriber.pk] == "delivered":
            assert got[subscriber.email] == 1
    webhook = Delivery.objects.get(channel="webhook", recipient_id=endpoint.pk)
    assert len(partner.requests) == 1 or (webhook.state == "unknown" and not partner.requests)


def test_racing_workers_send_each_once(worker, mail_server, partner):
    _endpoint, secret = make_endpoint(partner.url())
    partner.secrets["/nhan"] = secret
    subscribers = [make_subscriber() for _ in range(30)]
    Desk().publish()
    processes = [worker(rounds=40) for _ in range(2)]
    for process in processes:
        assert process.wait(90) == 0
    assert Counter(mail_server.recipients) == Counter(subscriber.email for subscriber in subscribers)
    assert len(partner.requests) == 1
    assert set(Delivery.objects.values_list("state", flat=True)) == {"delivered"}
    assert Attempt.objects.filter(event="sending").count() == 31


def test_a_worker_that_wakes_up_late_changes_nothing(mail_server):
    """Held up for longer than its lease, it finds that the delivery is another's."""
    from cms.channels.outbox import claims, expansion
    from cms.channels.outbox.relevance import Plan
    from cms.sending.claims import finish
    from cms.sending.errors import LeaseLost
    from cms.sending.outcome import Outcome

    make_subscriber()
    Desk().publish()
    expansion.expand_all()
    pk, now = Delivery.objects.get(channel="email").pk, timezone.now()
    slow = claims.claim(pk, now)
    assert run_once(now + dt.timedelta(hours=1)) == 1
    with pytest.raises(LeaseLost):
        claims.begin(slow, Plan({}, slow.dispatch.publication_id), now)
    assert not finish(slow, Outcome("retry"), now, begun=False)
    assert Delivery.objects.get(pk=pk).state == "delivered"
    assert len(mail_server.mails) == 1
