"""Who makes the roster, and who gives a mandate."""

from typing import Any

from cms.staff.roles import Role, has_role


def user_can_make_roster(user: Any) -> bool:
    return has_role(user, Role.COORDINATOR, Role.APPROVING_EDITOR, Role.ADMINISTRATOR)


def user_can_give_for_others(user: Any) -> bool:
    """Whether the user says who stands in for somebody else."""
    return has_role(user, Role.COORDINATOR, Role.ADMINISTRATOR)


def user_can_give(user: Any, absent: Any) -> bool:
    """Whether the user says who stands in for this member: the member themself, or who gives for others."""
    return bool(user.is_active and user.pk and user.pk == absent.pk) or user_can_give_for_others(user)


def user_can_name(user: Any, mandate: Any) -> bool:
    """Whether the user says that this member stands in: nobody names themself for somebody else."""
    return bool(mandate.stand_in_id != user.pk)


def user_can_open_mandates(user: Any) -> bool:
    """Whether the user has mandates to give: their own, or those of others."""
    from ..models import ReviewTask

    if user_can_give_for_others(user):
        return True
    own = ReviewTask.objects.filter(active=True, groups__in=user.groups.all()) if user.is_active and user.pk else None
    return own is not None and own.exists()
