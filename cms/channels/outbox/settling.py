"""What a person says of a delivery whose outcome nobody knows, or that was not taken: the one way on from there."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.sending.outcome import Outcome
from cms.trail.record import record

from .. import places
from ..errors import ChannelError
from ..models import Attempt, Delivery, Dispatch
from ..pasted import post_at
from ..permissions import check_manager

if TYPE_CHECKING:
    from cms.staff.models import User

ARRIVED, MISSING, RESEND = "arrived", "missing", "resend"

State, Event = Delivery.State, Attempt.Event


@transaction.atomic
def settle(delivery: Delivery, user: "User", outcome: str, *, fence: int | None = None, url: str = "") -> Delivery:
    """A person says how a delivery ended: it ``arrived``, it is ``missing`` there and left at that, or it is to be sent again
    (``resend``). What was not taken can only have been left, or be sent again.

    ``url`` is the link of a post that has arrived: with it, later corrections find the post by themselves.
    ``fence`` is what the person had in view: two who settle at the same time don't send twice. Raises ``PermissionDenied``, and
    ``ChannelError`` where somebody else was faster or the article has moved on.
    """
    check_manager(user)
    if outcome not in (ARRIVED, MISSING, RESEND):
        raise ChannelError(_("Say whether it has arrived or is to be sent again."))
    if outcome == RESEND:
        _check_still_wanted(delivery)
    now = timezone.now()
    to, event = {
        ARRIVED: (State.DELIVERED, Event.SETTLED),
        MISSING: (State.OBSOLETE, Event.MISSING),
        RESEND: (State.QUEUED, Event.RESEND),
    }[outcome]
    from_states = {State.UNKNOWN} if outcome == ARRIVED else Delivery.RESENDABLE
    seen = delivery.fence if fence is None else fence
    rows = Delivery.objects.filter(pk=delivery.pk, state__in=from_states, fence=seen)
    if not rows.update(state=to, fence=F("fence") + 1, changed_at=now, look_at=None, **_beyond(outcome, now)):
        raise ChannelError(_("The delivery has changed meanwhile. Look at it again."))
    was = delivery.state
    delivery.refresh_from_db()
    wake_those_behind(delivery, now)
    Attempt.objects.create(delivery=delivery, fence=delivery.fence, event=event, at=now, user=user)
    record("delivery.settled", actor=user, subject=f"delivery:{delivery.pk}", data={"was": was, "outcome": outcome})
    if outcome == ARRIVED:
        page_id = delivery.dispatch.page_id if delivery.dispatch else None
        found = post_at(delivery.channel, delivery.recipient_id, page_id, url) if url else ""
        places.note(delivery, Outcome("delivered", delivery.proof, remote_id=found, url=url), now)
    return delivery


def _beyond(outcome: str, now: dt.datetime) -> dict[str, Any]:
    if outcome == ARRIVED:
        return {"proof": _("settled by a person")}
    return {"attempts": 0, "next_try_at": now, "lease_until": None} if outcome == RESEND else {}


def wake_those_behind(delivery: Delivery, now: dt.datetime) -> None:
    """What waited until it was known what stands there is looked at at once. Before the act is recorded: the trail is held until
    the transaction ends, and whoever sends one of these may wait for it (`trail.record`)."""
    if delivery.dispatch is not None:
        Delivery.objects.filter(
            channel=delivery.channel,
            recipient_id=delivery.recipient_id,
            dispatch__page_id=delivery.dispatch.page_id,
            state=State.QUEUED,
        ).exclude(pk=delivery.pk).update(next_try_at=now)


def _check_still_wanted(delivery: Delivery) -> None:
    dispatch = delivery.dispatch
    if dispatch is None:
        return
    later = Dispatch.objects.filter(page_id=dispatch.page_id, channel=dispatch.channel, number__gt=dispatch.number)
    if dispatch.action != Dispatch.Action.POST:
        # As when it is sent (`relevance`).
        later = later.exclude(action=Dispatch.Action.POST)
    if later.exclude(state__in=Dispatch.SILENT).exists():
        raise ChannelError(
            _("A newer version of the article has gone to this channel: the older one is not sent again.")
        )
