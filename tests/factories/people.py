"""The people of a review and the section they write for."""

import pytest

from cms.articles.models import SectionPage
from cms.staff.models import User
from cms.staff.roles import Role
from tests.factories.newsroom import make_user, news_section


@pytest.fixture
def section() -> SectionPage:
    return news_section()


@pytest.fixture
def author() -> User:
    return make_user(Role.REPORTER)


@pytest.fixture
def editor() -> User:
    return make_user(Role.EDITOR)


@pytest.fixture
def approver() -> User:
    return make_user(Role.APPROVING_EDITOR)
