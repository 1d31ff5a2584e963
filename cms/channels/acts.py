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

from .models import (
    Account,
    Agency,
    AgencyKey,
    Attempt,
    Delivery,
    PushKey,
    PushSubscription,
    Rule,
    Subscriber,
    WebhookEndpoint,
)
from .words import label_of

# What is still on its way is the ledger's alone; what a person says of a delivery is told by `settling.settle`.
_OUTCOMES = {
    Attempt.Event.DELIVERED: "delivery.delivered",
    Attempt.Event.EDITED: "delivery.edited",
    Attempt.Event.WITHDRAWN: "delivery.withdrawn",
    Attempt.Event.REFUSED: "delivery.refused",
    Attempt.Event.UNKNOWN: "delivery.unknown",
    Attempt.Event.GAVE_UP: "delivery.gave_up",
    Attempt.Event.OBSOLETE: "delivery.obsolete",
    Attempt.Event.FOUND: "delivery.found",
}


def register() -> None:
    register_acts(
        "delivery",
        pgettext_lazy("acts", "Deliveries"),
        {
            "delivery.delivered": pgettext_lazy("act", "delivered"),
            "delivery.edited": pgettext_lazy("act", "edited at the recipient"),
            "delivery.withdrawn": pgettext_lazy("act", "taken back at the recipient"),
            "delivery.refused": pgettext_lazy("act", "refused by the recipient"),
            "delivery.unknown": pgettext_lazy("act", "outcome unknown"),
            "delivery.gave_up": pgettext_lazy("act", "given up after several attempts"),
            "delivery.obsolete": pgettext_lazy("act", "no longer to be sent"),
            "delivery.found": pgettext_lazy("act", "found at the platform"),
            "delivery.missed": pgettext_lazy("act", "not found at the platform: sent again"),
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
            "push.key_made": pgettext_lazy("act", "key for notifications in browsers made"),
            "push.subscribed": pgettext_lazy("act", "notifications asked for by a browser"),
            "push.left": pgettext_lazy("act", "notifications ended by a browser"),
            "push.gone": pgettext_lazy("act", "browser gone, says its push service"),
            "agency.added": pgettext_lazy("act", "agency added"),
            "agency.changed": pgettext_lazy("act", "agency changed"),
            "agency.key_made": pgettext_lazy("act", "key of an agency made"),
            "agency.key_revoked": pgettext_lazy("act", "key of an agency revoked"),
            "agency.removed": pgettext_lazy("act", "agency removed"),
            "subscriber.chose": pgettext_lazy("act", "subscriber chose what to get"),
            "subscriber.bounced": pgettext_lazy("act", "subscriber taken off: mails come back"),
            "subscriber.complained": pgettext_lazy("act", "subscriber taken off: complaint"),
            "subscriber.imported": pgettext_lazy("act", "list of subscribers taken in"),
            "subscriber.exported": pgettext_lazy("act", "subscriber's data given out"),
            "digest.drawn_up": pgettext_lazy("act", "digest drawn up"),
            "endpoint.added": pgettext_lazy("act", "partner added"),
            "endpoint.changed": pgettext_lazy("act", "partner changed"),
            "endpoint.secret_made": pgettext_lazy("act", "partner's secret made"),
            "endpoint.stopped": pgettext_lazy("act", "partner wants nothing more"),
            "endpoint.removed": pgettext_lazy("act", "partner removed"),
        },
    )
    register_acts(
        "accounts",
        pgettext_lazy("acts", "Accounts on platforms"),
        {
            "account.added": pgettext_lazy("act", "account on a platform added"),
            "account.changed": pgettext_lazy("act", "account on a platform changed"),
            "account.removed": pgettext_lazy("act", "account on a platform removed"),
            "account.credentials_set": pgettext_lazy("act", "credentials of an account entered"),
            "account.renewed": pgettext_lazy("act", "credentials of an account renewed by themselves"),
            "account.renewal_failed": pgettext_lazy("act", "credentials of an account could not be renewed"),
            "account.stopped": pgettext_lazy("act", "account closed to us by its platform"),
            "account.tested": pgettext_lazy("act", "test post sent"),
            "queue.paused": pgettext_lazy("act", "queue paused"),
            "queue.resumed": pgettext_lazy("act", "queue resumed"),
            "place.registered": pgettext_lazy("act", "place of an article registered by hand"),
            "place.relinked": pgettext_lazy("act", "link of an article's place changed"),
            "place.gone": pgettext_lazy("act", "place of an article taken for gone"),
            "follow_up.done": pgettext_lazy("act", "task at a platform done by hand"),
        },
    )
    register_acts(
        "channel_rules",
        pgettext_lazy("acts", "Rules of channels"),
        {
            "rule.added": pgettext_lazy("act", "rule of a channel written"),
            "rule.changed": pgettext_lazy("act", "rule of a channel changed before it began"),
            "rule.ended": pgettext_lazy("act", "end of a channel's rule set"),
            "rule.removed": pgettext_lazy("act", "rule of a channel taken back before it began"),
            "dispatch.released": pgettext_lazy("act", "article let go on a channel"),
            "dispatch.hurried": pgettext_lazy("act", "article sent in a channel's quiet hours"),
        },
    )
    register_subject("delivery", Delivery._meta.verbose_name or "", _deliveries)
    register_subject("subscriber", Subscriber._meta.verbose_name or "", _subscribers)
    register_subject("push", PushSubscription._meta.verbose_name or "", _browsers)
    register_model(Agency, "agency", "channel_agencies:edit")
    register_model(WebhookEndpoint, "endpoint", "channel_endpoints:edit")
    register_model(Account, "account", "channel_accounts:edit")
    register_model(Rule, "channel_rule", "channel_rules:edit")
    claim(Account)
    claim(Agency)
    claim(AgencyKey)
    claim(PushKey)
    claim(PushSubscription)
    claim(Rule)
    claim(Subscriber)
    claim(WebhookEndpoint)


@receiver(post_save, sender=Attempt)
def delivery_told(sender: type, instance: Attempt, created: bool, raw: bool, **kwargs: Any) -> None:
    act = _OUTCOMES.get(Attempt.Event(instance.event))
    if instance.event == Attempt.Event.MISSING and instance.user_id is None:
        act = "delivery.missed"
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
    return {pk: Named(f"{label_of(code)} #{pk}", address("channel_ledger:inspect", pk)) for pk, code in channels}


def _subscribers(ids: Collection[int]) -> dict[int, Named]:
    """By number: who reads the trail need not know who reads the newsletter."""
    here = Subscriber.objects.filter(pk__in=ids).values_list("pk", flat=True)
    return {pk: Named(f"#{pk}", address("channel_subscribers:inspect", pk)) for pk in here}


def _browsers(ids: Collection[int]) -> dict[int, Named]:
    return {pk: Named(f"#{pk}") for pk in ids}
