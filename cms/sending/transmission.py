"""One attempt to send, from the first step to the last: what every outbox does with a message that it holds."""

import datetime as dt
import logging
from collections.abc import Callable

from django.db import connection
from django.utils import timezone

from . import claims
from .errors import LeaseLost, NotDue
from .outcome import Begin, Outcome
from .queued import Queued

log = logging.getLogger("newsroom.sending")

Clock = Callable[[], dt.datetime]

SECONDS_A_ROUND = 20
"""A round takes up nothing new after this, so that a worker that is told to stop does so within the time it is given."""


class Transmission:
    """An attempt at one held message. ``begun`` says whether it may have left."""

    def __init__(self, row: Queued, clock: Clock) -> None:
        self.row = row
        self.clock = clock
        self.begun = False

    def beginning(self, step: Callable[[dt.datetime], None]) -> Begin:
        """What a sender calls before the first byte: takes the step, given the time, and remembers it."""

        def begin() -> None:
            step(self.clock())
            self.begun = True

        return begin

    def make(self, send: Callable[[], Outcome]) -> Outcome | None:
        """Sends, and writes down how it ended; None where another worker has the message.

        Raises ``NotDue`` alone: what follows from it is the caller's to say.
        """
        try:
            outcome = send()
        except NotDue:
            raise
        except LeaseLost:
            log.warning("%s was taken over", self.row)
            return None
        except Exception as error:
            log.exception("%s failed", self.row)
            outcome = Outcome("unknown" if self.begun else "retry", f"internal:{type(error).__name__}")
        claims.finish(self.row, outcome, self.clock(), begun=self.begun)
        return outcome


def clock_at(now: dt.datetime | None) -> Clock:
    """A clock that stands still at the given instant; without one, the real one."""
    return (lambda: now) if now is not None else timezone.now


def make_durable() -> None:
    """A machine that loses its power must not forget that a sending had begun; the other processes may run on the faster level."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
