"""What the ledger's pages show of a delivery."""

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from ..models import Delivery
from ..registry import channel, channels


class LedgerFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=Delivery.State.choices)
    channel = django_filters.ChoiceFilter(
        label=_("Channel"), choices=lambda: [(one.code, one.label) for one in channels()]
    )

    class Meta:
        model = Delivery
        fields = ["state", "channel", "purpose"]


_CODES = {
    "worker_lost": _("the worker that sent it was not heard of again"),
    "withdrawn": _("the article was withdrawn before it left"),
    "superseded": _("a newer version replaces it"),
    "no_post": _("this version has no post for the channel"),
    "recipient_left": _("the recipient wants nothing more"),
    "private_address": _("the address lies in a private network"),
    "https_required": _("the address does not begin with https://"),
    "secret_unreadable": _("the secret can't be read with the present key; make a new one"),
    "body_too_large": _("the article is too large"),
    "handed over": _("handed over to the mail folder"),
}
_KINDS = {
    "connection": _("the connection failed: %(what)s"),
    "name": _("the address was not found: %(what)s"),
    "internal": _("an error in the newsroom's own program: %(what)s"),
}


def in_words(detail: str) -> str:
    """The ledger's stable codes as a sentence; what the other side said as it is."""
    kind, _colon, what = detail.partition(":")
    if detail in _CODES:
        return str(_CODES[detail])
    return str(_KINDS[kind]) % {"what": what} if kind in _KINDS else detail


def delivery_context(delivery: Delivery) -> dict[str, Any]:
    """A delivery with its attempts, and what a person may do about it."""
    taker = channel(delivery.channel)
    return {
        "delivery": delivery,
        "channel_label": taker.label,
        "recipient": taker.recipient_label(delivery.recipient_id),
        "headline": delivery.dispatch.publication.story.headline if delivery.dispatch else "",
        "attempts": [
            {"row": attempt, "detail": in_words(attempt.detail)}
            for attempt in delivery.attempt_rows.select_related("user")
        ],
        "may_have_arrived": delivery.state == Delivery.State.UNKNOWN,
        "may_be_resent": delivery.state in Delivery.RESENDABLE,
    }
