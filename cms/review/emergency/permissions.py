"""Who acts in an emergency, who sees what was done, and who closes the look afterwards."""

from typing import Any

from cms.publication.permissions import user_can_act_in_emergency as user_can_act_in_emergency
from cms.publication.queries import contributed_to
from cms.staff.roles import Role, has_role

from .models import AfterReview

TOLD = (Role.EDITOR, Role.APPROVING_EDITOR, Role.ADMINISTRATOR, Role.EMERGENCY)
"""The roles that hear of every emergency and may open each; which of them stand in somebody's list is `queries.seen_by`'s."""


def user_can_see_after_reviews(user: Any) -> bool:
    """Every editor: what went past the review concerns all of them."""
    return has_role(user, *TOLD)


def user_can_report_emergencies(user: Any) -> bool:
    """Approving editors and administrators: they answer for the month."""
    return has_role(user, Role.APPROVING_EDITOR, Role.ADMINISTRATOR)


def user_can_close(user: Any, after_review: AfterReview) -> bool:
    """An approving editor who neither acted nor worked on the version."""
    return (
        has_role(user, Role.APPROVING_EDITOR)
        and user.pk != after_review.opened_by_id
        and user.pk not in contributed_to(after_review.publication)
    )
