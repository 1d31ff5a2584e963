"""The acts of this room in the trail."""

from django.utils.translation import pgettext_lazy

from cms.trail.acts import register_acts
from cms.trail.subjects import register_model
from cms.trail.watch import claim

from .models import Opinion


def register() -> None:
    register_acts(
        "opinion",
        pgettext_lazy("acts", "Opinions on drafts"),
        {
            "opinion.received": pgettext_lazy("act", "opinion on a draft received"),
            "opinion.marked": pgettext_lazy("act", "opinion on a draft marked"),
            "opinion.erased": pgettext_lazy("act", "opinion on a draft erased as asked"),
            "opinion.forgotten": pgettext_lazy("act", "opinion on a draft erased after its time"),
            "opinion.exported": pgettext_lazy("act", "opinions on drafts exported"),
        },
    )
    register_model(Opinion, "opinion", "opinions:detail")
    claim(Opinion)
