"""The acts of the leaders' word in the trail. Who the leader is stands there as a number; the name can be erased."""

from django.utils.translation import pgettext_lazy

from cms.trail.acts import register_acts
from cms.trail.subjects import register_model
from cms.trail.watch import watch
from cms.trail.wording import register_codes

from .models import Attestation, Leader, SignoffRequest


def register() -> None:
    register_acts(
        "signoff",
        pgettext_lazy("acts", "The leaders' word"),
        {
            "signoff.asked": pgettext_lazy("act", "leader asked by a link"),
            "signoff.code_made": pgettext_lazy("act", "one-time code for the leader made"),
            "signoff.revoked": pgettext_lazy("act", "leader's link revoked"),
            "signoff.locked": pgettext_lazy("act", "leader's link locked after wrong codes"),
            "signoff.approved": pgettext_lazy("act", "leader approved"),
            "signoff.change_asked": pgettext_lazy("act", "leader asked for a change"),
            "signoff.commented": pgettext_lazy("act", "leader commented"),
            "signoff.attested": pgettext_lazy("act", "leader's approval by word of mouth noted"),
            "signoff.confirmed": pgettext_lazy("act", "leader's approval by word of mouth confirmed"),
            "signoff.refused": pgettext_lazy("act", "leader's approval by word of mouth refused"),
            "leader.added": pgettext_lazy("act", "leader added"),
            "leader.changed": pgettext_lazy("act", "leader's particulars changed"),
            "leader.confirmed": pgettext_lazy("act", "leader's particulars confirmed"),
            "leader.deleted": pgettext_lazy("act", "leader erased"),
        },
    )
    read_out = pgettext_lazy("fact", "read out on the phone")
    register_codes("way", {**dict(SignoffRequest.Way.choices), "screen": read_out})
    register_codes("how", dict(Attestation.How.choices))
    register_model(Leader, "leader", "leaders:edit")
    watch(Leader, "leader", ignored=("confirmed_digest", "confirmed_at", "confirmed_by"))
