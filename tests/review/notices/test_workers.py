"""Workers in processes of their own: killed in the middle, and racing for the same letters, on a real database."""

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone

from cms.review.notices.door import notify
from cms.review.notices.models import Notice, NoticeDelivery, NoticePreferences, Outgoing
from cms.review.notices.outbox import run_once
from cms.staff.models import User
from cms.staff.roles import Role
from newsroom.settings.env import BASE_DIR
from tests.channels.servers import MailServer
from tests.factories.newsroom import make_user

from .bot_api import TOKEN, BotApi

pytestmark = pytest.mark.django_db(transaction=True)

Start = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def worker(process_environment: dict[str, str], mail_server: MailServer, bot_api: BotApi) -> Iterator[Start]:
    """Starts a worker process; whatever still runs at the end is killed."""
    environment = process_environment | {
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(mail_server.port),
        "EMAIL_TIMEOUT": "5",
        "TELEGRAM_API_BASE": bot_api.base,
        "TELEGRAM_STAFF_BOT_TOKEN": TOKEN,
    }
    started = []

    def start(rounds: int = 1000) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.review.notices.scene", str(rounds)],
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


def kill(process: subprocess.Popen[bytes]) -> None:
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


def editors(number: int) -> list[User]:
    """Editors with addresses, awake at all hours."""
    people = [make_user(Role.EDITOR, email=f"bien-tap-{each}@example.vn") for each in range(number)]
    for one in people:
        NoticePreferences.objects.create(user=one, quiet_from=None, quiet_until=None)
    return people


def later(**delta: float) -> dt.datetime:
    return timezone.now() + dt.timedelta(**delta)


def test_killed_while_the_mail_server_thinks(worker: Start, mail_server: MailServer) -> None:
    [reader] = editors(1)
    notify("telegram_lost", [reader])
    mail_server.plan.append("hang")
    process = worker()
    assert mail_server.arrived.wait(120)
    kill(process)
    assert NoticeDelivery.objects.get().state == "sending", "written down before it left"
    run_once()
    assert NoticeDelivery.objects.get().state == "sending", "the other may still be at work"
    run_once(later(hours=1))
    run_once(later(days=9))
    assert NoticeDelivery.objects.get().state == "unknown"
    assert len(mail_server.mails) == 1, "never sent again by itself"
    assert Notice.objects.filter(recipient=reader, read_at=None).exists(), "it stands in the admin"


def test_killed_while_telegram_thinks(worker: Start, bot_api: BotApi, linked: Callable[[User], object]) -> None:
    [reader] = editors(1)
    NoticePreferences.objects.update(mail="never")
    linked(reader)
    notify("telegram_lost", [reader])
    bot_api.plan.append("hang")
    process = worker()
    assert bot_api.arrived.wait(120)
    kill(process)
    run_once(later(hours=1))
    run_once(later(days=9))
    assert NoticeDelivery.objects.get().state == "unknown"
    assert len(bot_api.messages) == 1


def test_killed_again_and_again_at_any_instant(worker: Start, mail_server: MailServer) -> None:
    """However often a worker dies: each got the notice once, or it stands as unknown."""
    people = editors(25)
    notify("telegram_lost", people)
    chance = random.Random(20260318)
    for _ in range(4):
        process = worker()
        assert process.stdout.readline() == b"working\n"
        time.sleep(chance.uniform(0.02, 0.5))
        kill(process)
    run_once(later(hours=1), limit=1000)
    run_once(later(hours=2), limit=1000)
    got = Counter(mail_server.recipients)
    states = dict(NoticeDelivery.objects.values_list("recipient__email", "state"))
    assert len(states) == 25
    assert set(states.values()) <= {"delivered", "unknown"}
    for email, state in states.items():
        assert got[email] <= 1
        if state == "delivered":
            assert got[email] == 1
    assert not Outgoing.objects.filter(delivery=None).exists()


def test_racing_workers_send_each_once(worker: Start, mail_server: MailServer, bot_api: BotApi, linked) -> None:
    people = editors(20)
    for one in people:
        linked(one)
    notify("telegram_lost", people)
    processes = [worker(rounds=40) for _ in range(2)]
    for process in processes:
        assert process.wait(90) == 0
    assert Counter(mail_server.recipients) == Counter(one.email for one in people)
    assert Counter(message["chat_id"] for message in bot_api.messages) == Counter(4000 + one.pk for one in people)
    assert set(NoticeDelivery.objects.values_list("state", flat=True)) == {"delivered"}
    assert NoticeDelivery.objects.count() == 40


def test_a_step_that_is_undone_tells_nobody(mail_server: MailServer) -> None:
    from django.db import transaction

    [reader] = editors(1)
    with pytest.raises(RuntimeError), transaction.atomic():
        notify("telegram_lost", [reader])
        raise RuntimeError
    run_once()
    assert not Notice.objects.exists()
    assert mail_server.mails == []
