"""The acts of comments in the trail. What a comment says stands with it alone, where it can be erased."""

from django.utils.translation import pgettext_lazy

from cms.trail.acts import register_acts


def register() -> None:
    register_acts(
        "comment",
        pgettext_lazy("acts", "Comments of the review"),
        {
            "comment.made": pgettext_lazy("act", "comment made"),
            "comment.answered": pgettext_lazy("act", "comment answered"),
            "comment.resolved": pgettext_lazy("act", "comment marked as resolved"),
            "comment.reopened": pgettext_lazy("act", "comment opened again"),
            "comment.deleted": pgettext_lazy("act", "comment taken back"),
        },
    )
