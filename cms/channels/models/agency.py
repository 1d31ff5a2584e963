from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Agency(models.Model):
    """A news agency or newsroom that fetches our articles as ninjs."""

    name = models.CharField(pgettext_lazy("agency", "agency"), max_length=120, unique=True)
    active = models.BooleanField(
        pgettext_lazy("agency", "may fetch articles"), default=True, help_text=_("Without it all its keys are refused.")
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("feed", "agency")
        verbose_name_plural = pgettext_lazy("feed", "agencies")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class AgencyKey(models.Model):
    """A key of an agency. Only its digest is kept: it has 256 random bits, which nobody guesses."""

    agency = models.ForeignKey(
        Agency, verbose_name=pgettext_lazy("feed", "agency"), on_delete=models.CASCADE, related_name="keys"
    )
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    # The last characters, by which people tell keys apart.
    ending = models.CharField(_("ends with"), max_length=4)
    made_at = models.DateTimeField(_("made at"), default=timezone.now)
    used_at = models.DateTimeField(_("last used"), null=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True)

    class Meta:
        verbose_name = _("key of an agency")
        verbose_name_plural = _("keys of agencies")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"…{self.ending}"
