"""What the ledger's pages show of a delivery."""

from typing import Any

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from ..models import Delivery
from ..places import place_of
from ..registry import channels
from ..rules.queries import calls
from ..rules.waiting import why_waits
from ..words import in_words, label_of, may_have_a_link, recipient_of, why_unknown


class LedgerFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=Delivery.State.choices)
    channel = django_filters.ChoiceFilter(
        label=_("Channel"), choices=lambda: [(one.code, one.label) for one in channels()]
    )

    class Meta:
        model = Delivery
        fields = ["state", "channel", "purpose"]


def delivery_context(delivery: Delivery) -> dict[str, Any]:
    """A delivery with its attempts, and what a person may do about it."""
    unknown = delivery.state == Delivery.State.UNKNOWN
    return {
        "delivery": delivery,
        "channel_label": label_of(delivery.channel),
        "recipient": recipient_of(delivery.channel, delivery.recipient_id),
        "headline": delivery.dispatch.publication.story.headline if delivery.dispatch else "",
        "attempts": [
            {"row": attempt, "detail": in_words(attempt.detail)}
            for attempt in delivery.attempt_rows.select_related("user")
        ],
        "may_have_arrived": unknown,
        "why_unknown": why_unknown(delivery) if unknown and delivery.look_at is None else "",
        "place": place_of(delivery),
        "held": why_waits(delivery, timezone.now()),
        "to_call": calls().get(delivery.channel, "") if delivery.state in Delivery.RESENDABLE else "",
        "may_have_a_link": unknown and may_have_a_link(delivery),
        "looks_at": delivery.look_at if unknown else None,
        "may_be_resent": delivery.state in Delivery.RESENDABLE,
    }
