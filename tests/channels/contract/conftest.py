import sys
from collections.abc import Iterator
from typing import Any

import pytest

from cms.channels import registry
from cms.publication import posts

from .counterpart import Counterpart
from .counterparts import ALL, example


@pytest.fixture
def with_the_example(monkeypatch: pytest.MonkeyPatch) -> None:
    """The channels of the settings and, by one line more, the one that docs/channels.md shows."""
    monkeypatch.setattr(registry, "_channels", dict(registry._channels))
    monkeypatch.setattr(posts, "_posters", dict(posts._posters))
    monkeypatch.setitem(sys.modules, "the_example", example())
    registry.load(["the_example.MastodonChannel"])


@pytest.fixture(params=ALL, ids=lambda one: one.code)
def side(request: pytest.FixtureRequest, with_the_example: None, settings: Any) -> Iterator[Counterpart]:
    """The other side of one channel, which has one recipient; every other channel has none."""
    with request.param() as one:
        one.lead_here(settings)
        one.recipient()
        yield one
