"""What the tests of the channels look at, and the hour at which they do."""

import datetime as dt

from django.utils import timezone

from cms.channels.models import Delivery, Placement


def later(**delta: float) -> dt.datetime:
    """So much after now."""
    return timezone.now() + dt.timedelta(**delta)


def delivered(channel: str) -> list[tuple[str, str]]:
    """Verb and state of each delivery to a channel, oldest first."""
    return list(Delivery.objects.filter(channel=channel).order_by("pk").values_list("verb", "state"))


def place(channel: str) -> Placement:
    """The only one there."""
    return Placement.objects.get(channel=channel)
