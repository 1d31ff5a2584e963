import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_change() -> str:
    return uuid.uuid4().hex


class Proposal(models.Model):
    """That a page is to get a new version, since a fact it shows has changed; gone once all pages of the change have theirs."""

    change = models.CharField(_("change"), max_length=32)
    page_id = models.PositiveBigIntegerField(_("page"), db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    opened = models.BooleanField(_("new version is there"), default=False)
    try_after = models.DateTimeField(_("next try at"), default=timezone.now)

    class Meta:
        verbose_name = _("version to be proposed")
        verbose_name_plural = _("versions to be proposed")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.change[:8]} → {self.page_id}"
