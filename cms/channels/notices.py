"""What the channels tell the staff: a delivery that did not arrive, or of which nobody knows."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from cms.review.notices.concerned import holders_of
from cms.review.notices.door import notify
from cms.review.notices.kinds import Data, Kind, register
from cms.staff.roles import Role

from .models import Attempt
from .registry import channel

if TYPE_CHECKING:
    from cms.review.notices.models import Notice

_KINDS = {
    Attempt.Event.UNKNOWN: "delivery_unknown",
    Attempt.Event.REFUSED: "delivery_refused",
    Attempt.Event.GAVE_UP: "delivery_refused",
}


@receiver(post_save, sender=Attempt, dispatch_uid="channels.tell_managers")
def tell_managers(sender: Any, instance: Attempt, created: bool, raw: bool = False, **kwargs: Any) -> None:
    """One unread notice an article, however many of its deliveries fail. Letters to subscribers are none of theirs."""
    kind = _KINDS.get(Attempt.Event(instance.event))
    dispatch = instance.delivery.dispatch
    if not created or raw or kind is None or dispatch is None:
        return
    notify(
        kind,
        holders_of(Role.CHANNEL_MANAGER),
        page=Page.objects.filter(pk=dispatch.page_id).first(),
        title=dispatch.publication.story.headline,
        channels={dispatch.channel: 1},
    )


def register_kinds() -> None:
    register(
        Kind(
            "delivery_unknown",
            gettext_lazy(
                "“%(title)s”: nobody knows whether it arrived (%(channels)s). Ask, then say so in the ledger."
            ),
            of_draft=False,
            fill=_channels,
            link=lambda notice: reverse("channel_ledger:index") + "?state=unknown",
            merge=_added,
        ),
        Kind(
            "delivery_refused",
            gettext_lazy("“%(title)s” was not taken (%(channels)s). The ledger says why."),
            of_draft=False,
            fill=_channels,
            link=lambda notice: reverse("channel_ledger:index"),
            merge=_added,
        ),
    )


def _channels(notice: "Notice") -> Mapping[str, Any]:
    told = [f"{channel(code).label}: {count}" for code, count in sorted(notice.data["channels"].items())]
    return {"channels": ", ".join(told)}


def _added(old: Data, new: Data) -> Data:
    counts = dict(old["channels"])
    for code, count in new["channels"].items():
        counts[code] = counts.get(code, 0) + count
    return {"channels": counts}
