"""What a rule holds back, in plain words: why, until when, and who can let it go."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import pgettext

from cms.publication.models import Publication, Shelf

from ..models import Delivery, Dispatch
from ..models.dispatch import post_of
from ..permissions import user_can_manage_channels
from ..places import place_of
from ..registry import channel, is_channel
from ..words import label_of, recipient_of
from .holding import is_quiet, waits_until
from .models import short_moment
from .releasing import user_can_release
from .says import waiting

if TYPE_CHECKING:
    from cms.staff.roles import Who


MOST_HELD = 10
"""Articles that are listed of those that wait on a channel."""


@dataclass(frozen=True)
class Waits:
    """A post of an article that a rule holds back, and what the reader of the page may do about it."""

    dispatch: Dispatch
    where: str
    why: str
    may_release: bool = False
    may_hurry: bool = False
    publication_id: int = 0
    html: str = ""
    """What leaves once it is let go, and the post that it has: the draft below may be another."""
    approved: str = ""
    """Who approved what leaves, and when, as a sentence."""

    @property
    def channel(self) -> str:
        return label_of(self.dispatch.channel)


def of_page(page_id: int, user: "Who") -> list[Waits]:
    """What waits of a page by the rules of its channels, oldest first."""
    now, manages = timezone.now(), user_can_manage_channels(user)
    found = []
    for dispatch in Dispatch.objects.filter(page_id=page_id, state__in=Dispatch.WAITING).order_by("pk"):
        held = dispatch.state == Dispatch.State.HELD
        may_release = held and user_can_release(user, dispatch.channel)
        may_hurry = not held and manages and is_quiet(dispatch, now)
        for where, why in _reasons(dispatch, now):
            publication = _leaving(dispatch) if held else None
            post = _post_of(publication, dispatch.channel) if publication and may_release else ""
            approved = _approval_of(publication) if publication else ""
            number = publication.pk if publication else 0
            found.append(Waits(dispatch, where, why, may_release, may_hurry, number, post, approved))
            # One button is enough for all accounts of the channel.
            may_release = may_hurry = False
    return found


def _leaving(dispatch: Dispatch) -> Publication | None:
    shelf = Shelf.objects.select_related("current__approved_by").filter(pk=dispatch.page_id).first()
    return shelf.current if shelf else None


def _approval_of(publication: Publication) -> str:
    if publication.approved_by is None:
        return ""
    told = pgettext("post that waits", "%(who)s approved it at %(moment)s.")
    return told % {"who": publication.approved_by, "moment": short_moment(publication.sealed_at)}


def _post_of(publication: Publication, code: str) -> str:
    payload = post_of(publication, code)
    return channel(code).drawn(payload, publication.story) if payload and is_channel(code) else ""


def why_waits(delivery: Delivery, now: dt.datetime) -> str:
    """Why a rule holds the delivery back, as a sentence; empty where none does."""
    found, place = waits_until(delivery, now), place_of(delivery)
    return waiting(delivery.channel, *found) if found and not (place and place.stands) else ""


def held_on(code: str) -> list[tuple[int, str]]:
    """The articles that wait for somebody to let them go on a channel: their pages and headlines, the oldest first, not all."""
    rows = Dispatch.objects.filter(channel=code, state=Dispatch.State.HELD).select_related("publication")
    return [(row.page_id, row.publication.story.headline) for row in rows.order_by("created_at")[:MOST_HELD]]


def _reasons(dispatch: Dispatch, now: dt.datetime) -> Iterator[tuple[str, str]]:
    """Where it waits, and why."""
    label = label_of(dispatch.channel)
    if dispatch.state == Dispatch.State.HELD:
        yield label, waiting(dispatch.channel, "held", None)
        return
    if not is_channel(dispatch.channel) or dispatch.action == Dispatch.Action.CANCEL:
        return
    rows = dispatch.deliveries.filter(state=Delivery.State.QUEUED).select_related("dispatch").order_by("pk")
    by_itself = channel(dispatch.channel).queue_a_recipient
    for delivery in rows if by_itself else rows[:1]:
        if why := why_waits(delivery, now):
            yield f"{label}: {recipient_of(dispatch.channel, delivery.recipient_id)}" if by_itself else label, why
