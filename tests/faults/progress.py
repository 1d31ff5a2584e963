"""What a long run says while it runs."""

import sys
import time

EVERY = 100


class Progress:
    """Counts the steps of a run with a seed; a line every hundred."""

    def __init__(self, steps: int, seed: str | None) -> None:
        self._steps, self._seed, self._done, self._began = steps, seed, 0, time.perf_counter()

    def step(self) -> None:
        self._done += 1
        if self._done % EVERY == 0:
            seconds = time.perf_counter() - self._began
            sys.__stdout__.write(f"seed {self._seed}: {self._done}/{self._steps} ({seconds:.0f} s)\n")
            sys.__stdout__.flush()
