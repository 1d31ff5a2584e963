"""Runs one program and ends it, with all it started, when it is told to or when whoever started it is gone.

Usage: ``keeper.py COMMAND…``, with a pipe as standard input that the starter holds open: its end means the starter is gone,
even if it was killed.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from types import FrameType

PATIENCE = 15
"""Seconds that a program has to finish the work in hand after SIGTERM; then it is killed."""


def main(command: list[str]) -> int:
    lifeline = os.dup(0)
    ending = threading.Event()

    def end(number: int = 0, frame: FrameType | None = None) -> None:
        ending.set()

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, end)
    # Its own group, so that a Ctrl-C on the terminal meets only the starter, which then ends things in order.
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)

    def watch() -> None:
        while os.read(lifeline, 1):
            pass
        ending.set()

    threading.Thread(target=watch, daemon=True).start()
    while process.poll() is None and not ending.wait(0.2):
        pass
    _send(process.pid, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and (process.poll() is None or _alive(process.pid)):
        time.sleep(0.05)
    _send(process.pid, signal.SIGKILL)
    code = process.wait()
    return 0 if ending.is_set() else code if code >= 0 else 128 - code


def _send(group: int, number: int) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def _alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
