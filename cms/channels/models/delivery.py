import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.sending.outcome import Outcome
from cms.sending.queued import Queued
from cms.trail.insert_only import InsertOnly

from ..verbs import Verb
from .dispatch import Dispatch


class Delivery(Queued):
    """One message to one recipient of a channel. The ledger of its steps is `Attempt`."""

    class Purpose(models.TextChoices):
        ARTICLE = "article", _("article")
        CONFIRM = "confirm", _("confirmation of a subscription")
        ALREADY = "already", _("note to somebody who subscribes already")
        TEST = "test", _("test post")

    RESENDABLE = frozenset({Queued.State.UNKNOWN, Queued.State.REFUSED, Queued.State.GAVE_UP})

    dispatch = models.ForeignKey(
        Dispatch, verbose_name=_("dispatch"), null=True, on_delete=models.PROTECT, related_name="deliveries"
    )
    purpose = models.CharField(_("purpose"), max_length=32, choices=Purpose.choices, default=Purpose.ARTICLE)
    channel = models.CharField(_("channel"), max_length=32)
    # An id in the channel's own table and no address: the ledger stays when a person is erased.
    recipient_id = models.PositiveBigIntegerField(_("recipient"))
    # Decided in the transaction that begins the sending, by what stands at the recipient then.
    verb = models.CharField(
        pgettext_lazy("delivery", "what it does"), max_length=16, choices=Verb.choices, default=Verb.SEND
    )

    # Withdrawals: nobody is to read what was taken back until thousands have got something else. Kept here, since the outbox asks
    # for it with each delivery that it takes.
    goes_first = models.BooleanField(_("goes before others"), default=False)

    # What the other side called it, where it said so; of an outcome that nobody knows it helps to look for it.
    remote_id = models.CharField(_("number there"), max_length=200, blank=True)
    # When the platform is asked whether it took what nobody knows of; empty where nobody asks, or not any more.
    look_at = models.DateTimeField(_("to be looked for at"), null=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["dispatch", "recipient_id"], name="delivery_once")]
        indexes = [
            # One for each question of the outbox (`claims.due`): the articles of a channel, withdrawals, letters of any channel.
            models.Index(
                fields=["channel", "next_try_at", "id"],
                condition=models.Q(state="queued", purpose="article"),
                name="delivery_due",
            ),
            # Both led by what is the same in all their rows: without statistics SQLite prefers any index led by an equality.
            models.Index(
                fields=["state", "next_try_at", "id"],
                condition=models.Q(state="queued", goes_first=True),
                name="delivery_first_due",
            ),
            models.Index(
                fields=["state", "next_try_at", "id"],
                condition=models.Q(state="queued") & ~models.Q(purpose="article"),
                name="delivery_letter_due",
            ),
            models.Index(fields=["lease_until"], condition=models.Q(state="sending"), name="delivery_sending"),
            models.Index(fields=["channel", "recipient_id", "purpose"], name="delivery_recipient"),
            models.Index(fields=["look_at"], condition=models.Q(look_at__isnull=False), name="delivery_look"),
            models.Index(fields=["state", "-id"], name="delivery_state"),
            models.Index(
                fields=["channel", "changed_at"], condition=models.Q(purpose="article"), name="delivery_changed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.message_id[:8]}"

    def note(self, event: str, at: dt.datetime, detail: str = "", **more: Any) -> None:
        from ..outbox import looking

        if event == Attempt.Event.DELIVERED:
            event = _ARRIVED[Verb(self.verb)]
        elif event == Attempt.Event.UNKNOWN:
            looking.begin(self, at)
        Attempt.objects.create(delivery=self, fence=self.fence, event=event, at=at, detail=detail, **more)

    def ended(self, outcome: Outcome, at: dt.datetime) -> None:
        if outcome.remote_id:
            Delivery.objects.filter(pk=self.pk).update(remote_id=outcome.remote_id[:200])
        if outcome.state == self.State.DELIVERED:
            from .. import places

            places.note(self, outcome, at)

    @property
    def told_state(self) -> str:
        """Its state as people call it: a post that was changed or taken back there is told so."""
        return told_state(self.state, self.verb)


class Attempt(InsertOnly):
    """An event in the life of a delivery. Rows are only ever inserted: database triggers refuse UPDATE and DELETE."""

    class Event(models.TextChoices):
        SENDING = "sending", _("sending begun")
        DELIVERED = "delivered", _("delivered")
        EDITED = "edited", pgettext_lazy("delivery", "edited there")
        WITHDRAWN = "withdrawn", pgettext_lazy("delivery", "taken back there")
        REFUSED = "refused", _("refused")
        RETRY = "retry", _("to be tried again")
        UNKNOWN = "unknown", _("outcome unknown")
        GAVE_UP = "gave_up", _("given up")
        OBSOLETE = "obsolete", _("no longer needed")
        SETTLED = "settled", _("settled as delivered")
        MISSING = "missing", pgettext_lazy("delivery", "settled as not arrived")
        RESEND = "resend", _("sent again by a person")
        FOUND = "found", pgettext_lazy("delivery", "found there")
        UNFOUND = "unfound", pgettext_lazy("delivery", "looked for in vain: a person has to ask")
        BY_HAND = "by_hand", pgettext_lazy("delivery", "left to a person")

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


def told_state(state: str, verb: str) -> str:
    """The state of deliveries that do ``verb``, as people call it."""
    if state == Delivery.State.DELIVERED and verb != Verb.SEND:
        return str(_ARRIVED[Verb(verb)].label)
    return str(Delivery.State(state).label)


_ARRIVED = {
    Verb.SEND: Attempt.Event.DELIVERED,
    Verb.EDIT: Attempt.Event.EDITED,
    Verb.WITHDRAW: Attempt.Event.WITHDRAWN,
}
