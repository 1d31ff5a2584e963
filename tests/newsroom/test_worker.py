"""The worker: duties beside each other, one that fails stops no other, and it ends when told, after its work."""

import datetime as dt
import signal
import subprocess
import threading
import time
import uuid

import pytest
from django.core.cache import cache
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from newsroom import worker
from newsroom.settings.env import BASE_DIR
from tests.newsroom import tasks

CALLS: list[str] = []


def fails() -> None:
    CALLS.append("fails")
    raise RuntimeError("on purpose")


def goes_on() -> None:
    CALLS.append("goes on")


def has_two_more() -> bool:
    CALLS.append("more")
    return CALLS.count("more") < 3


def takes_its_time() -> None:
    time.sleep(1)
    CALLS.append("finished")


def _run(duties: list[worker.Duty], seconds: float) -> bool:
    CALLS.clear()
    running = worker.Worker(duties)
    threading.Timer(seconds, running.stop).start()
    return running.run()


@pytest.mark.django_db(transaction=True)
def test_a_duty_that_fails_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    ended = _run([worker.Duty("a", f"{__name__}.fails", 0.05), worker.Duty("b", f"{__name__}.goes_on", 0.05)], 0.5)
    assert ended
    assert CALLS.count("goes on") > 3
    assert CALLS.count("fails") == 1, "after a failure it waits"
    assert "The worker's duty 'a' failed" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_duty_with_more_to_do_goes_on_at_once() -> None:
    _run([worker.Duty("more", f"{__name__}.has_two_more", 60)], 0.5)
    assert CALLS == ["more"] * 3


@pytest.mark.django_db(transaction=True)
def test_the_work_in_hand_is_finished() -> None:
    assert _run([worker.Duty("slow", f"{__name__}.takes_its_time", 60)], 0.2)
    assert CALLS == ["finished"]


def test_a_wrong_path_is_said_at_the_start() -> None:
    with pytest.raises(ImportError):
        worker.Worker([worker.Duty("x", "newsroom.worker.there_is_no_such_thing", 1)])


def test_all_duties_can_be_imported() -> None:
    worker.Worker()


@pytest.mark.django_db(transaction=True)
def test_queued_tasks_are_run_one_by_one() -> None:
    assert not worker.run_one_task()
    tasks.break_down.enqueue()
    tasks.note.enqueue("đã ghi")
    assert worker.run_one_task()
    assert worker.run_one_task()
    assert not worker.run_one_task()
    assert cache.get("noted") == "đã ghi"
    assert DBTaskResult.objects.failed().count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_task_of_a_killed_worker_is_taken_up_again() -> None:
    tasks.note.enqueue("sau khi chết")
    row = DBTaskResult.objects.ready().get()
    row.claim(uuid.uuid4().hex)
    assert worker.take_up_abandoned_tasks() == 0, "another worker may be at it"
    DBTaskResult.objects.filter(pk=row.pk).update(started_at=timezone.now() - dt.timedelta(minutes=16))
    assert worker.take_up_abandoned_tasks() == 1
    assert worker.run_one_task()
    assert DBTaskResult.objects.get(pk=row.pk).status == TaskResultStatus.SUCCESSFUL


@pytest.mark.django_db(transaction=True)
def test_old_results_are_cleared_away() -> None:
    tasks.note.enqueue("cũ")
    worker.run_one_task()
    DBTaskResult.objects.update(finished_at=timezone.now() - dt.timedelta(days=15))
    worker.keep_house()
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_command_runs_tasks_and_ends_on_a_signal(
    process_environment: dict[str, str], manage: list[str], number: signal.Signals
) -> None:
    tasks.note.enqueue("qua tiến trình")
    process = subprocess.Popen(
        [*manage, "worker"],
        cwd=BASE_DIR,
        env=process_environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        deadline = time.monotonic() + 40
        while time.monotonic() < deadline and cache.get("noted") != "qua tiến trình":
            time.sleep(0.2)
        process.send_signal(number)
        output, errors = process.communicate(timeout=120)
    finally:
        process.kill()
    assert process.returncode == 0, errors
    assert cache.get("noted") == "qua tiến trình"
    assert len(output.splitlines()) == 2
