import pytest

from cms.articles.models import ArticlePage, SectionPage
from cms.staff.models import User
from tests.factories.newsroom import draft
from tests.factories.people import approver, author, editor, section

__all__ = ["approver", "article", "author", "editor", "section"]


@pytest.fixture
def article(section: SectionPage, author: User) -> ArticlePage:
    return draft(section, author)
