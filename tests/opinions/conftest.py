import datetime as dt
from typing import Any

import pytest
from django.core.cache import cache

from cms.articles.models import DocumentPage
from cms.staff.models import User
from cms.staff.roles import Role
from tests.factories.newsroom import library, make_user, published_document

OPEN = dt.datetime(2026, 3, 10, 2, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def while_open(time_machine: Any) -> None:
    cache.clear()
    time_machine.move_to(OPEN)


@pytest.fixture
def editor() -> User:
    return make_user(Role.EDITOR)


@pytest.fixture
def approver() -> User:
    return make_user(Role.APPROVING_EDITOR)


@pytest.fixture
def draft(while_open: None, editor: User, approver: User) -> DocumentPage:
    """A public draft of a report that takes opinions until 20 March."""
    return published_document(
        library(),
        make_user(Role.REPORTER),
        editor,
        approver,
        title="Dự thảo Báo cáo chính trị",
        document_kind="report",
        status="draft",
        day=None,
        opinions_from=dt.date(2026, 3, 1),
        opinions_until=dt.date(2026, 3, 20),
    )
