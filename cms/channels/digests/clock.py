"""Digests at their hour, by the worker."""

from django.utils import timezone

from ..models import DigestRun, Subscriber
from .actions import SETTLED_AFTER, draw_up
from .rhythm import Rhythm, due_last


def tick() -> None:
    """Draws up each digest whose hour has come, where anybody wants it; once, however many workers call this."""
    now = timezone.now() - SETTLED_AFTER
    for rhythm in Rhythm:
        until = due_last(rhythm, now)
        if until is None or DigestRun.objects.filter(rhythm=rhythm, until__gte=until).exists():
            continue
        if Subscriber.objects.filter(state=Subscriber.State.ACTIVE, wants=rhythm.value).exists():
            draw_up(rhythm, until)
