import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.sending.queued import Queued
from cms.trail.insert_only import InsertOnly

from .dispatch import Dispatch


class Delivery(Queued):
    """One message to one recipient of a channel. The ledger of its steps is `Attempt`."""

    class Purpose(models.TextChoices):
        ARTICLE = "article", _("article")
        CONFIRM = "confirm", _("confirmation of a subscription")
        ALREADY = "already", _("note to somebody who subscribes already")

    RESENDABLE = frozenset({Queued.State.UNKNOWN, Queued.State.REFUSED, Queued.State.GAVE_UP})

    dispatch = models.ForeignKey(
        Dispatch, verbose_name=_("dispatch"), null=True, on_delete=models.PROTECT, related_name="deliveries"
    )
    purpose = models.CharField(_("purpose"), max_length=32, choices=Purpose.choices, default=Purpose.ARTICLE)
    channel = models.CharField(_("channel"), max_length=32)
    # An id in the channel's own table and no address: the ledger stays when a person is erased.
    recipient_id = models.PositiveBigIntegerField(_("recipient"))

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["dispatch", "recipient_id"], name="delivery_once")]
        indexes = [
            # One for each question of the outbox (`claims.due`): the articles of a channel, and letters of any channel.
            models.Index(
                fields=["channel", "next_try_at", "id"],
                condition=models.Q(state="queued", purpose="article"),
                name="delivery_due",
            ),
            models.Index(
                # Led by what is the same in all its rows: without statistics SQLite prefers any index led by an equality.
                fields=["state", "next_try_at", "id"],
                condition=models.Q(state="queued") & ~models.Q(purpose="article"),
                name="delivery_letter_due",
            ),
            models.Index(fields=["lease_until"], condition=models.Q(state="sending"), name="delivery_sending"),
            models.Index(fields=["channel", "recipient_id", "purpose"], name="delivery_recipient"),
            models.Index(fields=["state", "-id"], name="delivery_state"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.message_id[:8]}"

    def note(self, event: str, at: dt.datetime, detail: str = "", **more: Any) -> None:
        Attempt.objects.create(delivery=self, fence=self.fence, event=event, at=at, detail=detail, **more)


class Attempt(InsertOnly):
    """An event in the life of a delivery. Rows are only ever inserted: database triggers refuse UPDATE and DELETE."""

    class Event(models.TextChoices):
        SENDING = "sending", _("sending begun")
        DELIVERED = "delivered", _("delivered")
        REFUSED = "refused", _("refused")
        RETRY = "retry", _("to be tried again")
        UNKNOWN = "unknown", _("outcome unknown")
        GAVE_UP = "gave_up", _("given up")
        OBSOLETE = "obsolete", _("no longer needed")
        SETTLED = "settled", _("settled as delivered")
        RESEND = "resend", _("sent again by a person")

    delivery = models.ForeignKey(
        Delivery, verbose_name=_("delivery"), on_delete=models.PROTECT, related_name="attempt_rows"
    )
    fence = models.PositiveBigIntegerField(_("fence"))
    event = models.CharField(_("event"), max_length=32, choices=Event.choices)
    detail = models.CharField(_("detail"), max_length=300, blank=True)
    publication_id = models.PositiveBigIntegerField(_("publication sent"), null=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("attempt")
        verbose_name_plural = _("attempts")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.delivery_id} {self.event}"
