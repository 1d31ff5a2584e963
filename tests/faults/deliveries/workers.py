"""Workers that can be killed by the dozen: ``python -m tests.faults.deliveries.workers`` is ready once, and forks them off.

It reads a line for each order. ``start SECONDS GUARD``: a worker whose clock is so many seconds ahead of the machine's, without
the guard of that name (``-`` for none); answers its number. ``kill PID``: ends it with the signal that nobody can catch; answers
when it is gone.
"""

import datetime as dt
import json
import logging
import os
import signal
import sys
import time
from typing import Never

import django

EXCHANGE_SECONDS = 2
"""For one request, in place of twenty: a platform that hangs is left sooner, and no longer holds up the test."""

PAUSE_SECONDS = 0.02


def main() -> None:
    _prepare()
    _say("ready")
    while line := os.read(0, 1000).decode():
        order, *words = line.split()
        if order == "start":
            pid = os.fork()
            if not pid:
                _work(float(words[0]), words[1])
            _say(str(pid))
        else:
            os.kill(int(words[0]), signal.SIGKILL)
            _pid, status = os.waitpid(int(words[0]), 0)
            # One that had ended before was not killed.
            _say("gone" if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL else f"ended: {status}")


def _prepare() -> None:
    django.setup()
    from django.conf import settings

    import cms.channels.outbox.pool
    import cms.sending.http

    for name, value in json.loads(os.environ["FAULTS_SETTINGS"]).items():
        setattr(settings, name, value)
    cms.sending.http.DEADLINE_SECONDS = EXCHANGE_SECONDS


def _work(ahead: float, guard: str) -> Never:
    import time_machine

    from cms.channels.outbox.pool import tick

    from .guards import take_away

    take_away(guard)
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(2, 1)
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=ahead), tick=True):
        while os.getppid() != 1:
            try:
                tick()
            except Exception:
                logging.getLogger(__name__).exception("A round failed")
            time.sleep(PAUSE_SECONDS)
    os._exit(0)


def _say(words: str) -> None:
    os.write(1, f"{words}\n".encode())


if __name__ == "__main__":
    sys.exit(main())
