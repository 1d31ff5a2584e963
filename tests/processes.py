"""Processes that begin in the same instant: forks of the test, each with a connection of its own, as a server's are."""

import multiprocessing
import os
import signal
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import connections

from cms.review.errors import ReviewRefused

KILLED, REFUSED = "killed", "refused"
SECONDS = 120
"""How long anything may take: the machine may be busy with other tests."""
_FORK = multiprocessing.get_context("fork")


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What each act gave, as text; `REFUSED` where a rule refused it, `KILLED` where its process was killed."""
    connections.close_all()
    gate = _FORK.Barrier(len(acts))
    begun = []
    for act in acts:
        ours, theirs = _FORK.Pipe(duplex=False)
        process = _FORK.Process(target=_run, args=(act, gate, theirs), daemon=True)
        process.start()
        theirs.close()
        begun.append((process, ours))
    return [_answer(process, ours) for process, ours in begun]


def dying(act: Callable[..., object], *, after: bool = True) -> Callable[..., None]:
    """The act in a process that is killed right after it, or instead of it."""

    def dies(*args: Any, **kwargs: Any) -> None:
        if after:
            act(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    return dies


def _run(act: Callable[[], object], gate: Any, answer: Connection) -> None:
    try:
        gate.wait(SECONDS)
        said = (True, str(act()))
    except (PermissionDenied, ReviewRefused):
        said = (True, REFUSED)
    except BaseException:
        said = (False, traceback.format_exc())
    connections.close_all()
    answer.send(said)
    # Nothing of the test's own is finished a second time.
    os._exit(0)


def _answer(process: Any, answer: Connection) -> str:
    process.join(SECONDS)
    assert process.exitcode in (0, -signal.SIGKILL), "a process did not end"
    if process.exitcode:
        return KILLED
    well, said = answer.recv()
    assert well, said
    return str(said)
