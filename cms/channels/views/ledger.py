"""What the ledger's pages show of a delivery."""

from typing import Any

from django.utils import timezone

from ..advice import last_word, what_to_do_about
from ..models import Attempt, Delivery
from ..not_taken import NOT_TAKEN
from ..places import place_of
from ..rules.queries import calls
from ..rules.waiting import why_waits
from ..sent import sent_by
from ..words import in_words, label_of, may_have_a_link, recipient_of, why_unknown


def delivery_context(delivery: Delivery) -> dict[str, Any]:
    """A delivery with its attempts, and what a person may do about it."""
    unknown = delivery.state == Delivery.State.UNKNOWN
    word = last_word(delivery)
    advice = what_to_do_about(delivery, word)
    waits = word is not None and word.event == Attempt.Event.RETRY and delivery.state == Delivery.State.QUEUED
    failed = waits or delivery.state in NOT_TAKEN
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
        "sent": sent_by(delivery),
        "went_wrong": in_words(word.detail) if word and failed else "",
        "advice": advice,
        "held": why_waits(delivery, timezone.now()),
        "to_call": calls().get(delivery.channel, "") if delivery.state in Delivery.RESENDABLE else "",
        "may_have_a_link": unknown and may_have_a_link(delivery),
        "looks_at": delivery.look_at if unknown else None,
        "may_be_resent": delivery.state in Delivery.RESENDABLE,
    }
