"""The acts of this room in the trail: what decides where notices go. What was told to whom is no act."""

from django.utils.translation import pgettext_lazy

from cms.trail.acts import register_acts


def register() -> None:
    register_acts(
        "notices",
        pgettext_lazy("acts", "Notices to members"),
        {
            "telegram.linked": pgettext_lazy("act", "Telegram account linked"),
            "telegram.unlinked": pgettext_lazy("act", "Telegram account unlinked"),
            "telegram.lost": pgettext_lazy("act", "Telegram account no longer reachable"),
        },
    )
