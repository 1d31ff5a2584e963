from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .placement import Placement


class Figures(models.Model):
    """What a platform has counted last at one of its posts; empty where it says nothing of a kind."""

    placement = models.OneToOneField(
        Placement, verbose_name=_("place of an article"), on_delete=models.CASCADE, related_name="figures"
    )
    views = models.PositiveBigIntegerField(pgettext_lazy("figures", "views"), null=True)
    reactions = models.PositiveBigIntegerField(pgettext_lazy("figures", "reactions"), null=True)
    comments = models.PositiveBigIntegerField(pgettext_lazy("figures", "comments"), null=True)
    shares = models.PositiveBigIntegerField(pgettext_lazy("figures", "shares"), null=True)
    read_at = models.DateTimeField(_("read at"), null=True)
    # Whoever reads them sets the next time first, so that two workers never ask for the same.
    next_at = models.DateTimeField(_("to be read next"), default=timezone.now)

    class Meta:
        verbose_name = _("figures of a post")
        verbose_name_plural = _("figures of posts")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return str(self.placement_id)
