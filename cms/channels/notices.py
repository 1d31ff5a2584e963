"""What the channels tell the staff: a delivery that did not arrive, or of which nobody knows."""

import datetime as dt
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
from cms.text.dates import full_moment

from .models import Attempt
from .not_taken import GONE
from .outbox.looking import can_be_sought
from .words import in_words, label_of

if TYPE_CHECKING:
    from cms.review.notices.models import Notice

_KINDS = {
    Attempt.Event.UNKNOWN: "delivery_unknown",
    Attempt.Event.UNFOUND: "delivery_unknown",
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
    if instance.detail.startswith(GONE):
        return
    if instance.event == Attempt.Event.UNKNOWN and can_be_sought(instance.delivery):
        # The platform is asked first.
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
            link=lambda notice: reverse("channel_ledger:index") + "?state=refused&state=gave_up",
            merge=_added,
        ),
        Kind("digest_drawn_up", gettext_lazy("“%(title)s” is drawn up: finish it and submit it.")),
        Kind(
            "digest_entry_lost",
            gettext_lazy(
                "“%(title)s”: an article in it was withdrawn. The mails that have not left yet leave without it. Look whether the "
                "opening speaks of it."
            ),
            urgent=True,
            of_draft=False,
        ),
        Kind(
            "follow_up_opened",
            gettext_lazy("“%(title)s” has to be changed by hand where it stands (%(channels)s)."),
            of_draft=False,
            fill=_channels,
            link=lambda notice: reverse("channels_tasks"),
            merge=_added,
        ),
        Kind(
            "queue_stuck",
            gettext_lazy("Nothing gets through to “%(title)s”: %(trouble)s."),
            urgent=True,
            of_draft=False,
            fill=_trouble,
            link=lambda notice: reverse("channels_board"),
        ),
        Kind(
            "renewal_failed",
            gettext_lazy(
                "“%(title)s”: %(trouble)s. What is approved goes there until %(until)s: sign in to the platform again before."
            ),
            urgent=True,
            of_draft=False,
            fill=lambda notice: {**_trouble(notice), **_account(notice)},
            link=lambda notice: reverse("channels_credentials", args=[notice.data["account"]]),
        ),
        Kind(
            "account_closed",
            gettext_lazy("The platform has closed “%(title)s” to the newsroom: articles go there no more."),
            urgent=True,
            of_draft=False,
            link=lambda notice: reverse("channel_accounts:edit", args=[notice.data["account"]]),
        ),
        Kind(
            "post_held",
            gettext_lazy("“%(title)s” is approved and waits for you to let it go (%(channels)s)."),
            of_draft=False,
            fill=_channels,
            link=lambda notice: reverse("channels_preview", args=[notice.page_id]),
            merge=_added,
        ),
        Kind(
            "credentials_expire",
            gettext_lazy("The credentials of “%(title)s” end %(until)s. Enter new ones."),
            of_draft=False,
            fill=_account,
            link=lambda notice: reverse("channels_credentials", args=[notice.data["account"]]),
        ),
    )


def _trouble(notice: "Notice") -> Mapping[str, Any]:
    return {"trouble": in_words(notice.data["trouble"])}


def _account(notice: "Notice") -> Mapping[str, Any]:
    return {"until": full_moment(dt.datetime.fromisoformat(notice.data["until"]))}


def _channels(notice: "Notice") -> Mapping[str, Any]:
    told = [f"{label_of(code)}: {count}" for code, count in sorted(notice.data["channels"].items())]
    return {"channels": ", ".join(told)}


def _added(old: Data, new: Data) -> Data:
    counts = dict(old["channels"])
    for code, count in new["channels"].items():
        counts[code] = counts.get(code, 0) + count
    return {"channels": counts}
