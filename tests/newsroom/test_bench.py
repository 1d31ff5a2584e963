"""``make bench``: the figures that it writes, and the limits that it holds the public pages to."""

import json
import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from newsroom.bench.measure import Figures, Turn
from newsroom.bench.report import broken
from tests import databases

pytestmark = pytest.mark.long

PAGES = {
    "front", "section", "section_last", "article", "session", "person", "people", "topic", "archive", "archive_day", "search_word",
    "search_words", "search_phrase", "suggestions", "rss", "atom", "json_feed", "sitemap", "sitemap_month", "sitemap_news",
    "api_articles", "api_last", "api_stories", "api_article", "desk",
}  # fmt: skip


@pytest.fixture(scope="module")
def measured(
    manage: list[str], django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> tuple[subprocess.CompletedProcess[str], dict]:
    """A small run, as its user starts it; on a server beside the database of the tests."""
    with django_db_blocker.unblock():
        address = databases.address()
    folder = tmp_path_factory.mktemp("bench")
    (folder / "tmp").mkdir()
    environment = {
        **os.environ,
        "DATABASE_URL": address,
        "TMPDIR": str(folder / "tmp"),
        "TOASOAN_VAR": str(folder / "var"),
    }
    ended = subprocess.run(
        [*manage, "bench", "--few=22", "--many=24", "--desk=1200", "--rounds=5", "--requests=1", "--sent=2"],
        env=environment, capture_output=True, text=True, timeout=1200, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert not list((folder / "tmp").iterdir()), "the measurement left something behind"
    return ended, json.loads((folder / "var" / "bench.json").read_text())


def test_the_figures_have_their_shape(measured) -> None:
    ended, written = measured
    assert set(written) == {"machine", "rows"}
    assert {"cpus", "memory_gib", "python", "database"} <= set(written["machine"])
    rows = {row["name"]: row for row in written["rows"]}
    assert len(rows) == len(written["rows"])
    for row in written["rows"]:
        assert set(row) == {"name", "value", "unit", "ratio", "of"}
        assert row["value"] > 0
        assert (row["ratio"] is None) == (row["of"] is None)
    for page in PAGES:
        assert rows[f"{page}.queries"]["unit"] == "queries"
        assert rows[f"{page}.ms"]["of"] == "trivial view, same middleware"
        assert rows[f"{page}.ms"]["ratio"] > 1
        assert page in ended.stdout
    assert {name.partition(".")[0] for name in rows} == PAGES | {"trivial", "sealing", "sent", "search"}
    for where in ("telegram", "facebook", "zalo", "webpush", "webhook", "email"):
        assert rows[f"sent.{where}.ms.99th"]["value"] >= rows[f"sent.{where}.ms"]["value"]
    assert rows["search.mrr"]["value"] >= 0.95
    assert rows["sent.beside_hanging"]["ratio"] > 0 and rows["sent.a_second"]["unit"] == "deliveries"


def test_no_page_needs_more_queries_than_is_promised(measured) -> None:
    rows = {row["name"]: row for row in measured[1]["rows"]}
    assert rows["article.queries"]["value"] <= 12
    for page in PAGES:
        assert rows[f"{page}.queries.growth"]["ratio"] == 1, page


@pytest.mark.django_db
def test_the_newsroom_that_is_in_use_is_not_touched(measured) -> None:
    from cms.publication.models import Kind, Publication, SampleMark

    assert not Publication.objects.exclude(kind=Kind.INSTALLATION).exists()
    assert not SampleMark.objects.exists()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'newsroom_bench_%%'")
            assert cursor.fetchone()[0] == 0


def test_a_limit_that_does_not_hold_is_named() -> None:
    turn = Turn(trivial=[1.0], few=[10.0], many=[10.0], queries_few=12, queries_many=12)
    assert broken([Figures("article", [turn]), Figures("front", [turn])]) == []
    assert len(broken([Figures("article", [replace(turn, queries_few=13, queries_many=13)])])) == 1
    # Growing once in five turns is growing.
    (grows,) = broken([Figures("front", [turn, turn, replace(turn, queries_many=13)])])
    assert "front" in grows


@pytest.mark.parametrize("words", [["--few=10", "--many=10"], ["--few=0"], ["--rounds=4"]])
def test_numbers_that_make_no_figure_are_refused(words: list[str], tmp_path: Path) -> None:
    output = tmp_path / "bench.json"
    with pytest.raises(CommandError) as refused:
        call_command("bench", *words, "--output", str(output))
    assert refused.value.returncode == 2
    assert not output.exists()


def test_samples_are_written_nowhere_else(manage: list[str], process_environment: dict[str, str]) -> None:
    command = [
        manage[0],
        "-m",
        "newsroom.bench",
        "--few=1",
        "--many=2",
        "--rounds=5",
        "--requests=1",
        "--sent=1",
        "--output=bench.json",
    ]
    ended = subprocess.run(command, env=process_environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr.strip()
