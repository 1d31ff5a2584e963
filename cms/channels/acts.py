"""The acts of the channels in the trail. What a partner or a mail server answered may name a person: it stays in the ledger."""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.utils.translation import pgettext_lazy

from cms.trail.acts import register_acts
from cms.trail.record import record
from cms.trail.watch import claim

from .models import Attempt, Subscriber, WebhookEndpoint

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
