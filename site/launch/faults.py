"""``make faults``: people do whatever they like, in any order, for thousands of steps, and after each the gate must hold; then
articles go to platforms that misbehave, by workers that are killed, and each post must be taken once."""

import argparse
import random
import threading
from contextlib import nullcontext

import parts
import postgres
import venvs
from machine import PYTHON, VAR, environment, run_quietly, say

STEPS = 10_000
ARTICLES, KILLS = 200, 50
_SQLITE = f"sqlite:///{VAR / 'newsroom.sqlite3'}"

_POSTGRES = parts.Missing("gửi bài trên PostgreSQL | deliveries on PostgreSQL", "apt-get install postgresql")

MINUTES = 90
"""A run that takes longer than this is ended."""


def run_faults(arguments: list[str]) -> int:
    """0 where nothing was found."""
    options = _options(arguments)
    venvs.ensure("requirements-dev.txt")
    found = options.part in {"all", "gate"} and _try_the_gate(options.steps, options.seed)
    found |= options.part in {"all", "deliveries"} and _try_deliveries(options.articles, options.kills, options.seed)
    return 1 if found else 0


def _try_the_gate(steps: int, given: int | None) -> bool:
    """Two runs beside each other, each with half of the steps and a seed of its own; whether any found something."""
    seeds = [given] if given is not None else [_seed() for _ in range(2)]
    results: dict[int, int] = {}
    runs = [threading.Thread(target=_run_gate, args=(seed, steps // len(seeds), results)) for seed in seeds]
    for each in runs:
        each.start()
    for each in runs:
        each.join()
    return any(results.get(seed, 1) for seed in seeds)


def _try_deliveries(articles: int, kills: int, given: int | None) -> bool:
    """On SQLite with one worker, then on PostgreSQL, where it is there, with three; whether anything was found."""
    seed = given if given is not None else _seed()
    values = {"FAULTS_SEED": str(seed), "FAULTS_ARTICLES": str(articles), "FAULTS_KILLS": str(kills)}
    test = "tests/faults/deliveries/test_deliveries.py::test_each_post_is_taken_once"
    programs = parts.postgres_folder()
    found = False
    if parts.report([] if programs else [_POSTGRES]):
        return True
    with postgres.server(programs) if programs else nullcontext("") as address:
        for database in [_SQLITE, *([address] if address else [])]:
            kind = database.partition(":")[0]
            say(f"· {kind}, seed {seed}: {articles} bài, giết {kills} lần | {articles} articles, {kills} kills")
            found |= bool(_run(test, {**values, "DATABASE_URL": database}, f"deliveries-{kind}-{seed}"))
    return found


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make faults")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument(
        "--seed", type=int, help="replays the run with this seed, which a failure names, in one process"
    )
    parser.add_argument("--part", choices=["all", "gate", "deliveries"], default="all")
    parser.add_argument("--articles", type=int, default=ARTICLES, help="that go to all channels")
    parser.add_argument("--kills", type=int, default=KILLS, help="of workers, with -9")
    return parser.parse_args(arguments)


def _run_gate(seed: int, steps: int, results: dict[int, int]) -> None:
    say(f"· seed {seed}: {steps} bước | steps")
    values = {"FAULTS_SEED": str(seed), "FAULTS_STEPS": str(steps), "DATABASE_URL": _SQLITE}
    results[seed] = _run("tests/faults/test_faults.py::test_any_order_of_acts", values, str(seed))


def _run(test: str, values: dict[str, str], name: str) -> int:
    command = [
        "timeout", "--signal=INT", f"{MINUTES}m",
        str(PYTHON), "-m", "pytest", "-q", "-s", "-n0", "--show-capture=no", "--tb=short", test,
    ]  # fmt: skip
    log = VAR / "log" / f"faults-{name}.log"
    code, output = run_quietly(command, log, env=environment(REDIS_URL="", **values), each_line=_tell)
    if code:
        say(output)
        say(f"Nhật ký | log: {log}")
    return code


def _seed() -> int:
    return random.randrange(1, 1_000_000)  # noqa: S311


def _tell(line: str) -> None:
    if line.startswith("seed "):
        say(line.rstrip())
