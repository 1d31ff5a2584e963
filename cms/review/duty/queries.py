"""Who is on duty, and who acts for whom."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from cms.staff.roles import Role, has_role

from ..stages.kinds import StageKind
from .models import Shift, StandIn

if TYPE_CHECKING:
    from cms.staff.models import User

    from ..models import ReviewTask

_KNOWN = "_mandates_to_stand_in"


def running_shifts(at: dt.datetime) -> "QuerySet[Shift]":
    return Shift.objects.filter(starts_at__lte=at, ends_at__gt=at, member__is_active=True)


def running_mandates(at: dt.datetime) -> "QuerySet[StandIn]":
    return StandIn.objects.filter(starts_at__lte=at, ends_at__gt=at, absent__is_active=True, stand_in__is_active=True)


def on_duty(stage: "ReviewTask", at: dt.datetime) -> "QuerySet[User]":
    """Who is on duty at the stage at that instant."""
    return get_user_model()._default_manager.filter(pk__in=running_shifts(at).filter(stage=stage).values("member"))


def stands_in_for(user: "User", at: dt.datetime) -> "QuerySet[StandIn]":
    """The mandates by which the user acts for others at that instant."""
    return running_mandates(at).filter(stand_in=user).select_related("absent", "stage")


def whom_for(user: Any, stage: "ReviewTask", at: dt.datetime | None = None) -> "User | None":
    """The member of the stage for whom the user may act there at that instant, or now; None for nobody.

    A user's mandates are read once a request; which of them runs is asked each time.
    """
    at = at or timezone.now()
    known = user.__dict__.get(_KNOWN)
    if known is None:
        rows = StandIn.objects.filter(stand_in=user.pk, ends_at__gt=at, absent__is_active=True)
        known = user.__dict__[_KNOWN] = list(rows.select_related("absent").order_by("starts_at", "pk"))
    for mandate in known:
        if mandate.starts_at <= at < mandate.ends_at and mandate.stage_id in (None, stage.pk):
            able = stage.kind != StageKind.APPROVAL or has_role(user, Role.APPROVING_EDITOR)
            if able and stage.groups.filter(user=mandate.absent_id).exists():
                return mandate.absent
    return None


def forget(user: Any) -> None:
    """Lets the user's mandates be read afresh: what changes something does not rely on what was read before."""
    if user is not None:
        user.__dict__.pop(_KNOWN, None)


def stand_ins_at(stage: "ReviewTask", at: dt.datetime) -> "QuerySet[StandIn]":
    """The mandates by which somebody acts at the stage at that instant."""
    mandates = running_mandates(at).filter(Q(stage=None) | Q(stage=stage))
    able = (
        mandates
        if stage.kind != StageKind.APPROVAL
        else mandates.filter(stand_in__groups__name=Role.APPROVING_EDITOR.value)
    )
    return able.filter(absent__groups__in=stage.groups.all()).distinct()


def stages_of(user: "User", at: dt.datetime) -> "QuerySet[ReviewTask]":
    """The stages that are switched on and that the user passes at that instant, as a member or for one; one query."""
    from ..models import ReviewTask

    mandates = running_mandates(at).filter(stand_in=user, absent__groups__reviewtask=OuterRef("pk"))
    standing_in: Any = Q(Exists(mandates.filter(Q(stage=None) | Q(stage=OuterRef("pk")))))
    if not has_role(user, Role.APPROVING_EDITOR):
        standing_in &= ~Q(kind=StageKind.APPROVAL)
    return ReviewTask.objects.filter(Q(groups__user=user) | standing_in, active=True).distinct()
