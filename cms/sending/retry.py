"""When to try again."""

import datetime as dt
import random

MAX_ATTEMPTS = 20
"""After so many a delivery is given up: with the waits below that is about three days, a mail server's bad weekend."""

TRIED_FOR = dt.timedelta(days=3)
"""About how long that is."""

FIRST_WAIT = dt.timedelta(minutes=1)
LONGEST_WAIT = dt.timedelta(hours=6)
LONGEST_ASKED_WAIT = dt.timedelta(hours=24)
"""Another side that asks for a longer wait gets this."""


def asked(wait: dt.timedelta | None) -> dt.timedelta:
    """How long the other side is left alone that has asked for so long: never longer than a day, whatever it says."""
    return min(wait or dt.timedelta(0), LONGEST_ASKED_WAIT)


def wait_after(attempts: int, asked: dt.timedelta | None = None) -> dt.timedelta:
    """The wait after so many failed attempts: doubled each time, a fifth more or less by chance, never less than was asked for."""
    wait = min(FIRST_WAIT * 2 ** min(max(attempts - 1, 0), 12), LONGEST_WAIT)
    # Not a secret: it only keeps a thousand deliveries from coming back in the same second.
    wait *= random.uniform(0.8, 1.2)  # noqa: S311
    return max(wait, min(asked or dt.timedelta(0), LONGEST_ASKED_WAIT))
