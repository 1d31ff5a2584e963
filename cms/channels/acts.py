"""The acts of the channels in the trail. What a partner or a mail server answered may name a person: it stays in the ledger."""

from collections.abc import Collection
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.translation import pgettext_lazy

from cms.trail.acts import register_acts
from cms.trail.record import record
from cms.trail.subjects import Named, address, register_model, register_subject
from cms.trail.watch import claim

from .models import Attempt, Delivery, Subscriber, WebhookEndpoint
from .registry import channel

# What is still on its way is the ledger's alone; what a person says of a delivery is told by `actions.settle`.
_OUTCOMES = {
    Attempt.Event.DELIVERED: "delivery.delivered",
    Attempt.Event.REFUSED: "delivery.refused",
    Attempt.Event.UNKNOWN: "delivery.unknown",
    Attempt.Event.GAVE_UP: "delivery.gave_up",
    Attempt.Event.OBSOLETE: "delivery.obsolete",
}


def register() -> None:
    register_acts(
        "delivery",
        pgettext_lazy("acts", "Deliveries"),
        {
            "delivery.delivered": pgettext_lazy("act", "delivered"),
            "delivery.refused": pgettext_lazy("act", "refused by the recipient"),
            "delivery.unknown": pgettext_lazy("act", "outcome unknown"),
            "delivery.gave_up": pgettext_lazy("act", "given up after several attempts"),
            "delivery.obsolete": pgettext_lazy("act", "no longer to be sent"),
            "delivery.settled": pgettext_lazy("act", "settled by a person"),
        },
    )
    register_acts(
        "channels",
        pgettext_lazy("acts", "Subscribers and partners"),
        {
            "subscriber.asked": pgettext_lazy("act", "subscription asked for"),
            "subscriber.confirmed": pgettext_lazy("act", "subscription confirmed"),
            "subscriber.left": pgettext_lazy("act", "subscription ended"),
            "subscriber.forgotten": pgettext_lazy("act", "subscriber's address forgotten after its time"),
            "subscriber.erased": pgettext_lazy("act", "subscriber erased"),
            "endpoint.added": pgettext_lazy("act", "partner added"),
            "endpoint.changed": pgettext_lazy("act", "partner changed"),
            "endpoint.secret_made": pgettext_lazy("act", "partner's secret made"),
            "endpoint.stopped": pgettext_lazy("act", "partner wants nothing more"),
            "endpoint.removed": pgettext_lazy("act", "partner removed"),
        },
    )
    register_subject("delivery", Delivery._meta.verbose_name or "", _deliveries)
    register_subject("subscriber", Subscriber._meta.verbose_name or "", _subscribers)
    register_model(WebhookEndpoint, "endpoint", "channel_endpoints:edit")
    claim(Subscriber)
    claim(WebhookEndpoint)


@receiver(post_save, sender=Attempt)
def delivery_told(sender: type, instance: Attempt, created: bool, raw: bool, **kwargs: Any) -> None:
    act = _OUTCOMES.get(Attempt.Event(instance.event))
    if raw or act is None:
        return
    delivery = instance.delivery
    data: dict[str, Any] = {"channel": delivery.channel, "attempt": delivery.attempts}
    if delivery.dispatch is not None:
        publication = delivery.dispatch.publication
        data |= {"page": delivery.dispatch.page_id, "publication": publication.number, "seal": publication.seal}
    record(act, actor=instance.user, subject=f"delivery:{delivery.pk}", data=data)


def _deliveries(ids: Collection[int]) -> dict[int, Named]:
    channels = Delivery.objects.filter(pk__in=ids).values_list("pk", "channel")
    return {pk: Named(f"{channel(code).label} #{pk}", address("channel_ledger:inspect", pk)) for pk, code in channels}


def _subscribers(ids: Collection[int]) -> dict[int, Named]:
    """By number: who reads the trail need not know who reads the newsletter."""
    here = Subscriber.objects.filter(pk__in=ids).values_list("pk", flat=True)
    return {pk: Named(f"#{pk}", address("channel_subscribers:inspect", pk)) for pk in here}
