from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .subscriber import Subscriber


class Returned(models.Model):
    """That a mail came back from a subscriber's mail server, or that the reader complained of it; once a mail and kind, however
    often it is reported. Forgotten with its subscriber."""

    class Kind(models.TextChoices):
        HARD = "hard", pgettext_lazy("returned mail", "the address takes no mail")
        SOFT = "soft", pgettext_lazy("returned mail", "not taken this time")
        COMPLAINT = "complaint", pgettext_lazy("returned mail", "complaint")

    subscriber = models.ForeignKey(
        Subscriber, verbose_name=_("subscriber"), on_delete=models.CASCADE, related_name="returned"
    )
    delivery_id = models.PositiveBigIntegerField(_("delivery"), null=True)
    kind = models.CharField(pgettext_lazy("returned mail", "kind"), max_length=12, choices=Kind.choices)
    status = models.CharField(pgettext_lazy("returned mail", "status"), max_length=20, blank=True)
    detail = models.CharField(_("detail"), max_length=300, blank=True)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = pgettext_lazy("newsletter", "returned mail")
        verbose_name_plural = pgettext_lazy("newsletter", "returned mails")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["subscriber", "delivery_id", "kind"], name="returned_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.status}".strip()
