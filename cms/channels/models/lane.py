import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Lane(models.Model):
    """What is known, across all workers, of one queue that is sent at its own pace: a platform's account, a partner's
    endpoint, the newsletter. A queue of which nothing is known yet has no row."""

    name = models.CharField(_("name"), max_length=64, unique=True)
    free_at = models.DateTimeField(_("nothing leaves before"), null=True)
    # Tries in a row at which the other side could not be reached, or wanted to be left alone.
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)

    # A person holds it back, until a person lets it go on.
    paused_at = models.DateTimeField(_("paused at"), null=True)
    paused_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("paused by"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    # What the other side said when nothing got through last, and when something did.
    trouble = models.CharField(_("last trouble"), max_length=300, blank=True)
    well_at = models.DateTimeField(_("last got through at"), null=True)

    class Meta:
        verbose_name = _("queue")
        verbose_name_plural = _("queues")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def is_free(self, now: dt.datetime) -> bool:
        return self.paused_at is None and (self.free_at is None or self.free_at <= now)
