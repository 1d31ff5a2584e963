"""Who may read the whole life of a page."""

from typing import Any

from cms.publication.pages import ReviewedPage
from cms.trail.permissions import user_can_read_trail

from ..permissions import user_can_compare


def user_can_read_dossier(user: Any, page: ReviewedPage | None) -> bool:
    """Whoever may see the page's drafts; of one that was deleted, whoever may read the trail."""
    return user_can_read_trail(user) or (page is not None and user_can_compare(user, page))
