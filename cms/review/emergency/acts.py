"""The acts of emergencies in the trail."""

from django.utils.translation import pgettext_lazy

from cms.trail.acts import register_acts
from cms.trail.wording import register_codes

from .models import AfterReview


def register() -> None:
    register_acts(
        "emergency",
        pgettext_lazy("acts", "Emergencies"),
        {
            "emergency.published": pgettext_lazy("act", "published in an emergency"),
            "emergency.withdrawn": pgettext_lazy("act", "withdrawn in an emergency"),
            "after_review.closed": pgettext_lazy("act", "after-review closed"),
            "after_review.exported": pgettext_lazy("act", "list of emergencies exported"),
        },
    )
    register_codes("outcome", dict(AfterReview.Outcome.choices))
