import datetime as dt
import uuid
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .outcome import Outcome


def new_message_id() -> str:
    return uuid.uuid4().hex


class Queued(models.Model):
    """One message to one recipient, and where it stands. The steps from state to state are in `cms.sending.claims`.

    A worker holds a message that is queued by a lease; ``fence`` counts the leases, so that one who comes late with an old number
    changes nothing. While it is ``sending`` the message may have left.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        SENDING = "sending", _("being sent")
        DELIVERED = "delivered", _("delivered")
        REFUSED = "refused", _("refused")
        UNKNOWN = "unknown", _("outcome unknown")
        GAVE_UP = "gave_up", _("given up")
        OBSOLETE = "obsolete", _("no longer needed")

    message_id = models.CharField(_("message id"), max_length=32, default=new_message_id, unique=True)
    state = models.CharField(_("state"), max_length=32, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_try_at = models.DateTimeField(_("next try at"), default=timezone.now)
    lease_until = models.DateTimeField(_("held until"), null=True)
    fence = models.PositiveBigIntegerField(_("fence"), default=0)
    proof = models.CharField(_("proof"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)

    class Meta:
        abstract = True

    def note(self, event: str, at: dt.datetime, detail: str = "", **more: Any) -> None:
        """Writes down a step, in the transaction of the step. ``event`` is ``sending`` or the state that was reached, ``retry``
        where it waits again. A model that keeps no ledger leaves it."""

    def ended(self, outcome: Outcome, at: dt.datetime) -> None:
        """Keeps what an outcome says beyond the state, in the same transaction; most messages leave it."""
