"""The addresses that stand in mails."""

from django.conf import settings
from django.urls import reverse

from ..models import Subscriber, SubscriberToken
from ..tokens import token_for

UNSUBSCRIBE = "{{unsubscribe_url}}"
CONFIRM = "{{confirm_url}}"
"""Where a payload has a place for a link that is the recipient's own; filled in from the envelope when it is sent."""


def leave_url(subscriber: Subscriber) -> str:
    """The subscriber's own link to unsubscribe."""
    token = token_for(subscriber, SubscriberToken.Purpose.LEAVE)
    return settings.PUBLIC_BASE_URL + reverse("newsletter_leave", args=[token])


def confirm_url(subscriber: Subscriber) -> str:
    """The subscriber's own link to confirm the subscription."""
    token = token_for(subscriber, SubscriberToken.Purpose.CONFIRM)
    return settings.PUBLIC_BASE_URL + reverse("newsletter_confirm", args=[token])
