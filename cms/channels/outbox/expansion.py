"""From a dispatch to a delivery for each recipient."""

from django.db import transaction

from ..models import Delivery, Dispatch, Placement
from ..registry import channel, channels

BATCH = 500
"""Deliveries written in one transaction, so that a long list of subscribers never holds the database for long."""


def expand_all() -> None:
    """Finds the recipients of every open dispatch, of withdrawals first. Can be stopped and begun again at any point."""
    codes = [one.code for one in channels()]
    still_open = Dispatch.objects.filter(state=Dispatch.State.OPEN, channel__in=codes).order_by("pk")
    for dispatch in sorted(still_open, key=lambda each: each.action != Dispatch.Action.CANCEL):
        while _expand_batch(dispatch.pk):
            pass


def _expand_batch(pk: int) -> bool:
    """Writes the next deliveries; whether there may be more."""
    with transaction.atomic():
        dispatch = (
            Dispatch.objects.select_for_update(of=("self",))
            .select_related("publication")
            .filter(pk=pk, state=Dispatch.State.OPEN)
            .first()
        )
        if dispatch is None:
            return False
        ids = list(channel(dispatch.channel).recipients(dispatch, dispatch.expanded_to, BATCH))
        _deliver_to(ids, dispatch)
        dispatch.expanded_to = ids[-1] if ids else dispatch.expanded_to
        if len(ids) < BATCH:
            _find_what_stands(dispatch)
            dispatch.state = Dispatch.State.EXPANDED
        dispatch.save(update_fields=["expanded_to", "state"])
        return dispatch.state == Dispatch.State.OPEN


def _find_what_stands(dispatch: Dispatch) -> None:
    """Whoever has the article and is no recipient any more is not forgotten: what comes of it is said by `relevance`."""
    if dispatch.action == Dispatch.Action.POST:
        return
    stands = Placement.objects.filter(
        page_id=dispatch.page_id, channel=dispatch.channel, state=Placement.State.STANDS
    ).values_list("recipient_id", flat=True)
    _deliver_to([one for one in stands if one is not None], dispatch)


def _deliver_to(recipients: list[int], dispatch: Dispatch) -> None:
    first = dispatch.action == Dispatch.Action.CANCEL
    Delivery.objects.bulk_create(
        [
            Delivery(dispatch=dispatch, channel=dispatch.channel, recipient_id=one, goes_first=first)
            for one in recipients
        ],
        ignore_conflicts=True,
    )
