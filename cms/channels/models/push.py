from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class PushKey(models.Model):
    """A pair of keys by which push services know the newsroom (RFC 8292). A subscription belongs to one of them for good."""

    # Raw point, base64url without padding, as browsers take it.
    public = models.CharField(_("public key"), max_length=100, unique=True)
    # Encrypted with a key outside the database (`vault`).
    private = models.TextField(_("private key"), editable=False)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    class Meta:
        verbose_name = _("push key")
        verbose_name_plural = _("push keys")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.public[:12]}…"


class PushSubscription(models.Model):
    """A browser that asked for notifications. Nothing says whose it is; where it is reached opens with the vault's key alone."""

    key = models.ForeignKey(PushKey, verbose_name=_("push key"), on_delete=models.PROTECT, related_name="subscriptions")
    # Of the address: one browser, one subscription.
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    service = models.CharField(_("push service"), max_length=120, help_text=_("The host that brings it."))
    sealed = models.TextField(_("address and keys"), editable=False)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)

    class Meta:
        verbose_name = _("push subscription")
        verbose_name_plural = _("push subscriptions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return gettext("Browser %(number)s (%(service)s)") % {"number": self.pk, "service": self.service}
