"""How far a long run is: its steps, counted exactly, and what it found."""

import sys
import time
import traceback

EVERY = 100


class Progress:
    """Counts the steps of a run with a seed; a line every hundred. The run goes on after a breach, to its end."""

    def __init__(self, steps: int, seed: int) -> None:
        self._steps, self._seed, self.done, self.breaches = steps, seed, 0, 0
        self._began = time.perf_counter()
        self._failing = False

    def enough(self) -> bool:
        # What failed is gone through once more to be told: those steps are counted before.
        return self.done >= self._steps and not self._failing

    def step(self) -> None:
        if self._failing:
            return
        self.done += 1
        if self.done % EVERY == 0:
            self._say(f"{self.done}/{self._steps}")

    def failing(self) -> None:
        self._failing = True

    def breach(self, seed: int, steps: int, error: Exception) -> None:
        """Told with what replays it: the seed of its part of the run, and its steps."""
        self.breaches += 1
        self._failing = False
        sys.__stdout__.write("".join(traceback.format_exception(error)))
        self._say(f"lỗi | breach: make faults ARGS='--seed={seed} --steps={steps}'")

    def finish(self) -> None:
        self._say(f"{self.done}/{self._steps}, {self.breaches} lỗi | breaches")

    def _say(self, what: str) -> None:
        seconds = time.perf_counter() - self._began
        sys.__stdout__.write(f"seed {self._seed}: {what} ({seconds:.0f} s)\n")
        sys.__stdout__.flush()
