"""Who may put a draft on paper, bring a paper back, and decide what becomes of what it proposes."""

from typing import Any

from cms.articles.models import ArticlePage
from cms.publication.pages import ReviewedPage

from ..permissions import user_can_compare


def user_can_print(user: Any, page: ReviewedPage) -> bool:
    """Whoever may see the article's draft."""
    return isinstance(page, ArticlePage) and user_can_compare(user, page)


def user_can_bring_back(user: Any, page: ReviewedPage) -> bool:
    """The same: what a paper says changes nothing before it is accepted."""
    return user_can_print(user, page)


def user_can_decide(user: Any, page: ReviewedPage) -> bool:
    """Whoever may edit the article, where it is not locked for them."""
    if not (isinstance(page, ArticlePage) and user.is_active and page.permissions_for_user(user).can_edit()):
        return False
    lock = page.get_lock()
    return not (lock and lock.for_user(user))
