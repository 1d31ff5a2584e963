from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class WebhookEndpoint(models.Model):
    """A partner's address that takes our articles as ninjs."""

    name = models.CharField(_("partner"), max_length=120)
    url = models.URLField(_("address"), max_length=500, unique=True)
    active = models.BooleanField(_("active"), default=True)
    # Encrypted with a key outside the database (`vault`); empty until a secret was made.
    secret = models.TextField(_("secret"), blank=True, editable=False)
    secret_made_at = models.DateTimeField(_("secret made at"), null=True, editable=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    # Why it was switched off by itself, as a stable code.
    stopped_because = models.CharField(_("stopped because"), max_length=40, blank=True, editable=False)

    class Meta:
        verbose_name = _("partner endpoint")
        verbose_name_plural = _("partner endpoints")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
