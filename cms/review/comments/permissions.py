"""Who may do what with comments."""

from typing import Any

from cms.publication.pages import ReviewedPage
from cms.staff.roles import Role, has_role

from ..permissions import user_can_compare
from .models import Comment


def user_can_comment(user: Any, page: ReviewedPage) -> bool:
    """Whoever may see the page's draft."""
    return user_can_compare(user, page)


def user_can_resolve(user: Any, comment: Comment) -> bool:
    """Who made the comment, and editors; asked of somebody who may comment on its page."""
    return _is_author(user, comment) or has_role(user, Role.EDITOR, Role.APPROVING_EDITOR)


def user_can_delete(user: Any, comment: Comment, *, answered: bool) -> bool:
    """Only who made it, and only while nobody has answered: an answer would stand there alone."""
    return _is_author(user, comment) and not answered


def _is_author(user: Any, comment: Comment) -> bool:
    return user.pk is not None and comment.author_id == user.pk
