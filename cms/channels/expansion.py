"""From a dispatch to a delivery for each recipient."""

from django.db import transaction

from .models import Delivery, Dispatch
from .registry import channel

BATCH = 500
"""Deliveries written in one transaction, so that a long list of subscribers never holds the database for long."""


def expand_all() -> None:
    """Finds the recipients of every open dispatch, oldest first. Can be stopped and begun again at any point."""
    for dispatch in Dispatch.objects.filter(state=Dispatch.State.OPEN).order_by("pk"):
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
        Delivery.objects.bulk_create(
            [Delivery(dispatch=dispatch, channel=dispatch.channel, recipient_id=recipient) for recipient in ids],
            ignore_conflicts=True,
        )
        dispatch.expanded_to = ids[-1] if ids else dispatch.expanded_to
        if len(ids) < BATCH:
            dispatch.state = Dispatch.State.EXPANDED
        dispatch.save(update_fields=["expanded_to", "state"])
        return dispatch.state == Dispatch.State.OPEN
