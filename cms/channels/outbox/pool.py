"""The queues of the outbox beside each other: a thread for each that has something to send, never two for one."""

import functools
import logging
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor, wait

from django.conf import settings
from django.db import close_old_connections, connections
from django.utils import timezone

from cms.sending.transmission import make_durable

from . import lanes, rounds
from .lanes import Queue

log = logging.getLogger("newsroom.channels")


class Pool:
    """Sends from at most ``threads`` queues at the same time. What a hanging platform holds up is its own queue: those from which
    nothing got through take half of the threads at most, however many they are."""

    def __init__(self, threads: int) -> None:
        self._for_failing = max(threads // 2, 1)
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="outbox")
        self._busy: dict[Queue, Future[None]] = {}
        self._lock = threading.Lock()

    def tick(self) -> None:
        """Starts what waits."""
        rounds.prepare(timezone.now())
        failing = lanes.failing()
        with self._lock:
            room = self._for_failing - sum(str(queue) in failing for queue in self._busy)
        for queue in lanes.waiting(timezone.now()):
            if str(queue) in failing:
                if room <= 0:
                    continue
                room -= 1
            self._start(queue)

    def drain(self, seconds: float) -> bool:
        """Starts nothing more and waits for what is in hand; whether it was finished in time."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            running = list(self._busy.values())
        return not wait(running, timeout=seconds).not_done

    def _start(self, queue: Queue) -> None:
        with self._lock:
            if queue not in self._busy:
                self._busy[queue] = self._executor.submit(self._run, queue)

    def _run(self, queue: Queue) -> None:
        close_old_connections()
        try:
            make_durable()
            rounds.run_queue(queue, timezone.now, rounds.LIMIT)
        except Exception:
            log.exception("The queue %s failed", queue)
            time.sleep(1)
        finally:
            connections.close_all()
            with self._lock:
                del self._busy[queue]


@functools.cache
def _pool() -> Pool:
    return Pool(settings.OUTBOX_THREADS)


def tick() -> None:
    """Starts what waits in this process's pool."""
    _pool().tick()


def drain(seconds: float) -> bool:
    """Lets this process's pool finish what it has in hand; whether it did in time."""
    return _pool().drain(seconds)
