"""A leader who may be asked."""

import pytest

from cms.review.signoff.models import Leader

from .scene import a_leader


@pytest.fixture
def leader() -> Leader:
    return a_leader()
