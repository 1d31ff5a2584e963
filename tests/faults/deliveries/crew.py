"""The workers of a run, seen from the test."""

import json
import subprocess
import sys
from typing import Any

from newsroom.settings.env import BASE_DIR


class Crew:
    """``settings`` are those of the newsroom that lead to the platforms; ``guard`` is one that the workers lack."""

    def __init__(self, environment: dict[str, str], settings: dict[str, Any], guard: str = "-") -> None:
        self._guard = guard
        self._living: list[int] = []
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.deliveries.workers"],
            cwd=BASE_DIR,
            env=environment | {"FAULTS_SETTINGS": json.dumps(settings)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Crew":
        self._answer()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.kill(len(self._living))
        self._process.kill()
        self._process.communicate()

    def __len__(self) -> int:
        return len(self._living)

    def start(self, ahead: float) -> None:
        """One more worker, whose clock is so many seconds ahead of the machine's."""
        self._living.append(int(self._ask(f"start {ahead:.6f} {self._guard}")))

    def kill(self, count: int) -> None:
        """The oldest of them, with -9; they are gone afterwards."""
        for _each in range(count):
            assert self._ask(f"kill {self._living.pop(0)}") == "gone"

    def _ask(self, order: str) -> str:
        assert self._process.stdin
        self._process.stdin.write(f"{order}\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> str:
        assert self._process.stdout
        answer = self._process.stdout.readline().strip()
        if not answer:
            raise AssertionError("The workers' process has ended.")
        return answer
