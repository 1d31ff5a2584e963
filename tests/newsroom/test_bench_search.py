"""Sixty queries as readers type them, over a smaller newspaper than that of ``make bench``: what is wanted stands first."""

import pytest

from cms.publication.models import Shelf
from newsroom.bench.report import broken_search, search_row
from newsroom.bench.search.articles import PERSONS, SESSIONS, SOUGHT
from newsroom.bench.search.measure import Asked, mean_reciprocal_rank, measure
from newsroom.bench.search.queries import QUERIES
from reader.models import SearchEntry, SearchName, Teaser

pytestmark = pytest.mark.django_db


def test_readers_find_first_what_they_want() -> None:
    before = list(Teaser.objects.values_list("pk", flat=True)), list(Shelf.objects.values_list("pk", flat=True))
    asked = measure(distractors=80)
    assert mean_reciprocal_rank(asked) >= 0.95, [each for each in asked if each.place != 1]
    assert broken_search(asked) == []
    # Nothing of the newspaper remains.
    assert (
        list(Teaser.objects.values_list("pk", flat=True)),
        list(Shelf.objects.values_list("pk", flat=True)),
    ) == before
    assert not SearchEntry.objects.exists() and not SearchName.objects.exists()


def test_a_worse_search_would_be_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "reader.search.finding.ranked", lambda pages, query, now: sorted(pages, key=lambda page: page.at)
    )
    assert mean_reciprocal_rank(measure(distractors=80)) < 0.8


def test_what_is_wanted_is_in_the_newspaper_once() -> None:
    assert len(QUERIES) == 60
    assert len({wanted.query for wanted in QUERIES}) == 60
    names = [name for name, _office in PERSONS]
    headlines = [article.headline for article in SOUGHT] + [name for _number, name, _kind, _day in SESSIONS]
    for wanted in QUERIES:
        if wanted.first not in names:
            assert len([headline for headline in headlines if headline.startswith(wanted.first)]) == 1, wanted


def test_the_rank_is_the_mean_of_what_each_place_is_worth() -> None:
    asked = [Asked(QUERIES[0], 1), Asked(QUERIES[1], 2), Asked(QUERIES[2], 0), Asked(QUERIES[3], 4)]
    assert search_row(asked)["value"] == 0.438
    (sentence,) = broken_search(asked)
    assert "0.438" in sentence or "0,438" in sentence
