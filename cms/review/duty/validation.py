"""What can't be on a roster: one sentence a field. A stand-in must be able to do what the absent member does."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from cms.staff.roles import Role, has_role

from ..stages.kinds import StageKind

if TYPE_CHECKING:
    from .models import Shift, StandIn

Found = dict[str, str]


def of_shift(shift: "Shift") -> Found:
    found = _times(shift)
    if shift.stage_id and shift.member_id and not _belongs(shift.stage, shift.member):
        found["member"] = _("%(name)s is no member of this stage.") % {"name": shift.member}
    return found


def of_stand_in(mandate: "StandIn") -> Found:
    found = _times(mandate)
    if not (mandate.absent_id and mandate.stand_in_id):
        return found
    absent, stand_in, stage = mandate.absent, mandate.stand_in, mandate.stage
    if absent == stand_in:
        found["stand_in"] = _("Nobody stands in for themself: choose somebody else.")
    elif not (stand_in.is_active and stand_in.has_perm("wagtailadmin.access_admin")):
        found["stand_in"] = _("%(name)s does not work in the newsroom's admin.") % {"name": stand_in}
    elif _approves(absent, stage) and not has_role(stand_in, Role.APPROVING_EDITOR):
        found["stand_in"] = _(
            "Only an approving editor stands in at an approval. Choose one, or one other stage of the absent member."
        )
    if stage is not None and not _belongs(stage, absent):
        found["stage"] = _("%(name)s is no member of this stage.") % {"name": absent}
    elif stage is None and not _stages_of(absent).exists():
        found["absent"] = _("%(name)s is a member of no stage.") % {"name": absent}
    return found


def _times(row: Any) -> Found:
    if row.starts_at and row.ends_at and row.starts_at >= row.ends_at:
        return {"ends_at": _("The end comes after the beginning.")}
    return {}


def _belongs(stage: Any, user: Any) -> bool:
    return bool(user.is_active and stage.groups.filter(user=user).exists())


def _stages_of(user: Any) -> Any:
    from ..models import ReviewTask

    return ReviewTask.objects.filter(active=True, groups__user=user)


def _approves(absent: Any, stage: Any) -> bool:
    if stage is not None:
        return bool(stage.kind == StageKind.APPROVAL)
    return bool(_stages_of(absent).filter(kind=StageKind.APPROVAL).exists())
