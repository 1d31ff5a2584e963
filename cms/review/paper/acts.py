"""The acts of papers in the trail. What a paper says stands with it alone, where it can be erased."""

from django.utils.translation import pgettext_lazy

from cms.trail.acts import register_acts


def register() -> None:
    register_acts(
        "paper",
        pgettext_lazy("acts", "Papers for submission"),
        {
            "paper.printed": pgettext_lazy("act", "put on paper for submission"),
            "paper.read": pgettext_lazy("act", "marked-up paper read back"),
            "paper.accepted": pgettext_lazy("act", "changes of a paper accepted"),
            "paper.rejected": pgettext_lazy("act", "changes of a paper rejected"),
        },
    )
