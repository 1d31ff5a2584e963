"""``make faults``: people do whatever they like, in any order, for thousands of steps; after each the gate must hold."""

import argparse
import random
import threading

import venvs
from machine import PYTHON, VAR, environment, run_quietly, say

STEPS = 10_000
MINUTES = 90
"""A run that takes longer than this is ended."""


def run_faults(arguments: list[str]) -> int:
    """Two runs beside each other, each with half of the steps and a seed of its own; 0 where neither found anything."""
    options = _options(arguments)
    venvs.ensure("requirements-dev.txt")
    seeds = [options.seed] if options.seed is not None else [random.randrange(1, 1_000_000) for _ in range(2)]  # noqa: S311
    results: dict[int, int] = {}
    runs = [threading.Thread(target=_run, args=(seed, options.steps // len(seeds), results)) for seed in seeds]
    for each in runs:
        each.start()
    for each in runs:
        each.join()
    return 1 if any(results.get(seed, 1) for seed in seeds) else 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make faults")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument(
        "--seed", type=int, help="replays the run with this seed, which a failure names, in one process"
    )
    return parser.parse_args(arguments)


def _run(seed: int, steps: int, results: dict[int, int]) -> None:
    env = environment(
        FAULTS_SEED=str(seed),
        FAULTS_STEPS=str(steps),
        DATABASE_URL=f"sqlite:///{VAR / 'newsroom.sqlite3'}",
        REDIS_URL="",
    )
    command = [
        "timeout", "--signal=INT", f"{MINUTES}m",
        str(PYTHON), "-m", "pytest", "-q", "-s", "-n0", "--show-capture=no", "--tb=short",
        "tests/faults/test_faults.py::test_any_order_of_acts",
    ]  # fmt: skip
    say(f"· seed {seed}: {steps} bước | steps")
    log = VAR / "log" / f"faults-{seed}.log"
    code, output = run_quietly(command, log, env=env, each_line=lambda line: _tell(line))
    results[seed] = code
    if code:
        say(output)
        say(f"Nhật ký | log: {log}")


def _tell(line: str) -> None:
    if line.startswith("seed "):
        say(line.rstrip())
