"""A lock between processes of one machine, let go by the system when its holder dies."""

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from .errors import Busy

_SLOTS = 64


@contextmanager
def only_one(number: int, *, wait: float) -> Iterator[None]:
    """Lets one at a time in for a number (those that are equal modulo 64 share a lock); raises ``Busy`` after ``wait`` seconds."""
    folder = Path(settings.MEDIA_ROOT) / ".locks"
    folder.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + wait
    with (folder / str(number % _SLOTS)).open("w") as file:
        while True:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= until:
                    raise Busy from None
                time.sleep(0.05)
        yield
