"""The newsroom's background work: one process, a thread for each duty, so that slow mail never holds up a page that is due.

Several workers may run beside each other: each duty claims its work in the database. A duty that fails is logged and tried
again; it stops no other.
"""

import datetime as dt
import logging
import secrets
import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import FrameType

from django.core.management import call_command
from django.db import close_old_connections, connections
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker
from django_tasks_db.models import DBTaskResult

from cms.review.private import sweep
from cms.trail.actions import erase_addresses

log = logging.getLogger("newsroom.worker")

GRACE_SECONDS = 60
"""How long the work in hand may take to finish after the signal to end."""
PAUSE_AFTER_FAILURE = 5.0
"""Seconds before a duty that failed is tried again, where its own interval is shorter."""
ABANDONED_AFTER = dt.timedelta(minutes=15)
"""A task that runs longer was in the hands of a worker that was killed; every task of ours takes seconds and may be repeated."""
KEEP_RESULTS_DAYS = 14


@dataclass(frozen=True)
class Duty:
    """What is done again and again: ``call`` is the dotted path of a function without arguments.

    Where it returns something true there may be more, and it is called again at once; else after ``every`` seconds.
    ``finish`` is the dotted path of a function that, given seconds, ends what the duty left running; whether it did in time.
    """

    name: str
    call: str
    every: float
    finish: str = ""


DUTIES: Sequence[Duty] = (
    Duty("tasks", "newsroom.worker.run_one_task", 1),
    Duty("clock", "cms.publication.clock.tick", 5),
    Duty("stages that are due", "cms.review.stages.clock.tick", 15),
    Duty("proposed versions", "cms.publication.proposals.open_waiting", 2),
    Duty("outbox", "cms.channels.outbox.pool.tick", 1, finish="cms.channels.outbox.pool.drain"),
    Duty("accounts on platforms", "cms.channels.keeping.tick", 60),
    Duty("notices", "cms.review.notices.outbox.run_once", 2),
    Duty("requests due", "cms.review.requests.clock.tick", 10 * 60),
    Duty("former senders", "cms.review.requests.actions.erase_senders", 60 * 60),
    Duty("old opinions", "cms.opinions.actions.forget_old", 60 * 60),
    Duty("after-reviews", "cms.review.emergency.clock.tick", 60),
    Duty("letters to leaders", "cms.review.signoff.outbox.run_once", 2),
    Duty("telegram links", "cms.review.notices.telegram.linking.poll", 3),
    Duty("abandoned tasks", "newsroom.worker.take_up_abandoned_tasks", 60),
    Duty("trail heads", "cms.trail.heads.write_head", 300),
    Duty("digests", "cms.channels.digests.clock.tick", 60),
    Duty("returned mails", "cms.channels.mail.returns.inbox.tick", 60),
    Duty("figures of posts", "cms.channels.figures.reading.tick", 60),
    Duty("credentials that end", "cms.channels.expiry.warn", 60 * 60),
    Duty("former subscribers", "cms.channels.retention.forget_subscribers", 60 * 60),
    Duty("old notices", "cms.review.notices.housekeeping.forget_old", 60 * 60),
    Duty("housekeeping", "newsroom.worker.keep_house", 6 * 60 * 60),
)


class Worker:
    """Runs duties until it is told to stop."""

    def __init__(self, duties: Sequence[Duty] = DUTIES) -> None:
        self._stopping = threading.Event()
        # Imported before anything runs: a wrong path is said at the start, not in a log.
        self._work = [(duty, import_string(duty.call)) for duty in duties]
        self._finish = [import_string(duty.finish) for duty in duties if duty.finish]

    def stop(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Lets each duty finish what it has in hand; also a signal handler."""
        self._stopping.set()

    def run(self) -> bool:
        """Works until ``stop``; whether everything in hand was finished within ``GRACE_SECONDS``."""
        threads = [
            threading.Thread(target=self._attend, args=(duty, work), name=duty.name, daemon=True)
            for duty, work in self._work
        ]
        for thread in threads:
            thread.start()
        # A wait with a limit lets the signal handler run in between.
        while not self._stopping.wait(1):
            pass
        deadline = time.monotonic() + GRACE_SECONDS
        for thread in threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        finished = [finish(max(0.0, deadline - time.monotonic())) for finish in self._finish]
        return all(finished) and not any(thread.is_alive() for thread in threads)

    def _attend(self, duty: Duty, work: Callable[[], object]) -> None:
        try:
            while not self._stopping.is_set():
                pause = self._once(duty, work)
                if pause:
                    self._stopping.wait(pause)
        finally:
            connections.close_all()

    def _once(self, duty: Duty, work: Callable[[], object]) -> float:
        """Does the duty once; gives the seconds to wait before the next time."""
        close_old_connections()
        try:
            more = bool(work())
        except Exception:
            log.exception("The worker's duty %r failed", duty.name)
            return max(duty.every, PAUSE_AFTER_FAILURE)
        finally:
            close_old_connections()
        return 0 if more else duty.every


def run_until_signal(worker: Worker) -> bool:
    """Runs the worker; SIGTERM, SIGINT and SIGHUP let it finish what it has in hand and end."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, worker.stop)
    return worker.run()


_WORKER_ID = secrets.token_hex(16)


def run_one_task() -> bool:
    """Runs the next queued task, of any queue; whether there was one."""
    tasks = TaskWorker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=_WORKER_ID,
        excluded_queue_names=[],
    )
    tasks.run()
    return tasks._run_tasks > 0


def take_up_abandoned_tasks() -> int:
    """Queues the tasks again that a killed worker left running; how many."""
    limit = timezone.now() - ABANDONED_AFTER
    abandoned = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=limit)
    return abandoned.update(status=TaskResultStatus.READY, started_at=None)


def keep_house() -> None:
    """Clears away ended sessions, the results of old tasks, network addresses that the trail need no longer tell, and private
    files that no row names."""
    erase_addresses()
    sweep()
    call_command("clearsessions")
    call_command("prune_db_task_results", min_age_days=KEEP_RESULTS_DAYS, verbosity=0)
