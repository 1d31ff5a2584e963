"""The whole machine: any order of what people do, at any door, with a look after each step."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import time_machine
from django.test import override_settings
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from .attacking import Attacking
from .claiming import Claiming
from .emergencies import Emergencies
from .facts import Facts
from .house import START, House
from .leading import Leading
from .papers import Papers
from .placing import Placing
from .publishing import Publishing
from .reviewing import Reviewing
from .talking import Talking
from .writing import Writing

STEPS_AN_EXAMPLE = 25


class Newsroom(
    Writing, Reviewing, Talking, Publishing, Placing, Facts, Claiming, Leading, Papers, Emergencies, Attacking
):
    """Every group of rules."""


@contextmanager
def travelling() -> Iterator[Any]:
    """The clock of a run. What is refused is told in the log, which here would be all of it."""
    logger = logging.getLogger("django.request")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with time_machine.travel(START, tick=True) as clock, override_settings(SIGNOFF_HOURS=1):
            yield clock
    finally:
        logger.setLevel(level)


def run(
    machine: type,
    house: House,
    clock: Any,
    *,
    examples: int,
    steps: int = STEPS_AN_EXAMPLE,
    seed: int | None = None,
    shrink: bool = True,
    **attributes: Any,
) -> None:
    """Runs the machine in the present database, which is as before afterwards. The same seed gives the same run."""
    driven = type(machine.__name__, (machine,), {"house": house, "clock": clock, **attributes})
    if seed is not None:
        driven._hypothesis_internal_use_seed = seed  # type: ignore[attr-defined]
    run_state_machine_as_test(
        driven,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=None,
            phases=[Phase.generate, Phase.shrink] if shrink else [Phase.generate],
            derandomize=seed is None,
            print_blob=False,
            report_multiple_bugs=False,
        ),
    )
