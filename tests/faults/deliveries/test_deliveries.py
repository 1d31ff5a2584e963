"""Every post is taken once, or stands as unknown for a person, whatever the platforms do and however often workers die."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from cms.channels import registry
from cms.channels.models import Attempt, Delivery
from tests.channels.contract.counterpart import Counterpart

from .crew import Crew
from .guards import GUARDS
from .oracle import breaches, twice
from .storm import Storm, platforms
from .witness import taken

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]

SEED = int(os.environ.get("FAULTS_SEED", "20260318"))
ARTICLES = int(os.environ.get("FAULTS_ARTICLES", "4"))
KILLS = int(os.environ.get("FAULTS_KILLS", "3"))


@contextmanager
def storm_for(
    settings: Any, environment: dict[str, str], workers: int, guard: str = "-"
) -> Iterator[tuple[Storm, list[Counterpart]]]:
    """A newsroom with an account on every channel, and workers, who lack the guard."""
    codes = {one.code for one in registry.channels()}
    with (
        time_machine.travel(timezone.now(), tick=True) as clock,
        platforms(settings, codes) as (sides, leading),
        Crew(environment, leading, guard) as crew,
    ):
        assert {side.code for side in sides} == codes
        yield Storm(sides, crew, clock, SEED, workers), sides


def test_each_post_is_taken_once(settings: Any, process_environment: dict[str, str]) -> None:
    """``make faults`` sets how many articles and kills, and the seed; else it is short, and always the same."""
    workers = 1 if connection.vendor == "sqlite" else 3
    with storm_for(settings, process_environment, workers) as (storm, sides):
        storm.run(ARTICLES, KILLS, _tell)
        storm.clear_up()
        found = list(breaches(sides, storm.articles))
        unknown = storm.settle()
        storm.clear_up()
        found += [f"after settling: {each}" for each in breaches(sides, storm.articles) if each not in found]
        _tell(
            f"{connection.vendor}: {len(storm.articles)} articles, {Delivery.objects.count()} deliveries, "
            f"{Attempt.objects.count()} rows of the ledger, {storm.kills} kills, {storm.seen['sending']} in the middle of a "
            f"sending, {unknown} settled by a person, {len(found)} breaches"
        )
        _has_bitten(storm)
    assert not found, "\n".join([f"seed {SEED}", *found])


@pytest.mark.once
@pytest.mark.skipif("FAULTS_SEED" in os.environ, reason="the long run is of the whole outbox")
@pytest.mark.parametrize("guard", GUARDS)
def test_a_guard_that_is_missing_is_found(settings: Any, process_environment: dict[str, str], guard: str) -> None:
    with storm_for(settings, process_environment, 1, guard) as (storm, sides):

        def found() -> bool:
            return any(list(twice(side, taken(side))) for side in sides if side.code != "email")

        storm.run_in_fair_weather(found)
        assert found()


def _has_bitten(storm: Storm) -> None:
    """That there was something to withstand: who finds no breach in fair weather has shown nothing."""
    assert storm.kills >= KILLS
    assert storm.seen["sending"], "no blow fell in the middle of a sending"
    told = set(Attempt.objects.values_list("event", "detail"))
    # Of several workers the one at work may have been spared.
    assert connection.vendor != "sqlite" or any(detail == "worker_lost" for _event, detail in told)
    if ARTICLES >= 100:
        assert {"unknown", "retry", "found"} <= {event for event, _detail in told}


def _tell(words: str) -> None:
    sys.stdout.write(f"seed {SEED}: {words}\n")
    sys.stdout.flush()
