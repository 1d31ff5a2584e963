"""The acts of the stages in the trail, beside those of review."""

from django.utils.translation import pgettext_lazy

from cms.trail.acts import register_acts


def register() -> None:
    register_acts(
        "claim",
        pgettext_lazy("acts", "Who looks at a version"),
        {
            "review.claimed": pgettext_lazy("act", "version taken to look at"),
            "review.released": pgettext_lazy("act", "version given back to the stage"),
        },
    )
