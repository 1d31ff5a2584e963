"""The acts of the roster in the trail."""

from django.utils.translation import pgettext_lazy

from cms.trail.acts import register_acts
from cms.trail.subjects import register_model
from cms.trail.watch import watch

from .models import Shift, StandIn


def register() -> None:
    register_acts(
        "duty",
        pgettext_lazy("acts", "Duty and stand-ins"),
        {
            "shift.added": pgettext_lazy("act", "shift put on the roster"),
            "shift.changed": pgettext_lazy("act", "shift changed"),
            "shift.deleted": pgettext_lazy("act", "shift taken off the roster"),
            "stand_in.added": pgettext_lazy("act", "mandate to stand in given"),
            "stand_in.changed": pgettext_lazy("act", "mandate to stand in changed"),
            "stand_in.deleted": pgettext_lazy("act", "mandate to stand in taken back"),
        },
    )
    register_model(Shift, "shift", "review_shifts:edit")
    register_model(StandIn, "stand_in", "review_stand_ins:edit")
    watch(Shift, "shift", data=lambda row: {"stage": row.stage_id, "member": row.member_id})
    watch(StandIn, "stand_in", data=lambda row: {"for": row.absent_id, "by": row.stand_in_id})
