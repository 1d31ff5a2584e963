"""Readers and a partner of the demo newsroom. They come last: what was loaded is sent to nobody."""

from django.utils import timezone

from cms.channels.actions import make_secret
from cms.channels.models import Subscriber, WebhookEndpoint
from cms.staff.models import User

from .ledger import note

READERS = 8
PARTNER = "https://doi-tac.example.invalid/nhan-tin"


def make_audience(manager: User) -> None:
    """Subscribers at addresses that can't exist, and a partner's endpoint that is switched off."""
    subscribers = [
        Subscriber.objects.create(
            email=f"ban-doc-{number}@example.invalid",
            state=Subscriber.State.ACTIVE,
            source="sample",
            confirmed_at=timezone.now(),
        )
        for number in range(1, READERS + 1)
    ]
    partner = WebhookEndpoint.objects.create(name="Báo đối tác (mẫu)", url=PARTNER, active=False)
    make_secret(partner, manager)
    note(*subscribers, partner)
