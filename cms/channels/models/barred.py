from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Barred(models.Model):
    """That an address is put on no list by the newsroom any more, after its subscriber is forgotten: a digest with a key outside
    the database, and why. Only its owner lifts it, by subscribing anew."""

    class Why(models.TextChoices):
        LEFT = "unsubscribed", _("unsubscribed")
        COMPLAINED = "complained", pgettext_lazy("subscriber", "complained")
        ERASED = "erased", pgettext_lazy("subscriber", "erased")

    digest = models.CharField(_("digest"), max_length=64, unique=True)
    why = models.CharField(pgettext_lazy("subscriber", "why"), max_length=12, choices=Why.choices)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = pgettext_lazy("newsletter", "address not to be put on a list")
        verbose_name_plural = pgettext_lazy("newsletter", "addresses not to be put on a list")

    def __str__(self) -> str:
        return f"{self.why} {self.digest[:8]}"
