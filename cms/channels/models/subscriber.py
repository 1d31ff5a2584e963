import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Subscriber(models.Model):
    """Somebody who gets the newsletter, or asked for it, or got it once. Consent is the confirmed link, with its
    time; of who came in with a list the day and source that the list was given with."""

    class State(models.TextChoices):
        PENDING = "pending", _("not confirmed yet")
        ACTIVE = "active", _("subscribed")
        UNSUBSCRIBED = "unsubscribed", _("unsubscribed")
        BOUNCED = "bounced", pgettext_lazy("subscriber", "mails come back")
        COMPLAINED = "complained", pgettext_lazy("subscriber", "complained")

    OFF = frozenset({State.UNSUBSCRIBED, State.BOUNCED, State.COMPLAINED})
    """Those who get nothing any more."""
    SOURCES = frozenset({"form", "sample"})
    """Sources that have a name of their own; any other is told as it was written."""

    class Wants(models.TextChoices):
        EACH = "each", pgettext_lazy("newsletter", "each article")
        DAILY = "daily", pgettext_lazy("newsletter", "once a day")
        WEEKLY = "weekly", pgettext_lazy("newsletter", "once a week")

    email = models.EmailField(
        _("e-mail address"), unique=True, help_text=_("In lower case: one address, one subscription.")
    )
    language = models.CharField(_("language"), max_length=10, default="vi")
    wants = models.CharField(
        pgettext_lazy("newsletter", "gets"), max_length=8, choices=Wants.choices, default=Wants.EACH
    )
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.PENDING, db_index=True)
    source = models.CharField(_("where consent was given"), max_length=200, default="form")
    consented_on = models.DateField(
        pgettext_lazy("subscriber", "consent given on"),
        null=True,
        help_text=_("As the list says with which somebody came in."),
    )
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)
    left_at = models.DateTimeField(pgettext_lazy("subscriber", "ended at"), null=True)

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.email

    def wanted_since(self) -> dt.datetime | None:
        """When the person last asked for the newsletter or confirmed it: what is told of older mails concerns it no more."""
        return max(filter(None, (self.asked_at, self.confirmed_at)), default=None)


class SubscriberToken(models.Model):
    """A secret link in a mail. Only its digest is kept; the link is made again from a key outside the database."""

    class Purpose(models.TextChoices):
        CONFIRM = "confirm", _("confirm")
        LEAVE = "leave", _("unsubscribe")

    subscriber = models.ForeignKey(
        Subscriber, verbose_name=_("subscriber"), on_delete=models.CASCADE, related_name="tokens"
    )
    purpose = models.CharField(_("purpose"), max_length=32, choices=Purpose.choices)
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    salt = models.CharField(_("salt"), max_length=32)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires at"), null=True)

    class Meta:
        verbose_name = _("secret link")
        verbose_name_plural = _("secret links")

    def __str__(self) -> str:
        return f"{self.purpose} {self.digest[:8]}"
