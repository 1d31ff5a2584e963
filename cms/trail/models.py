from django.db import models
from django.utils.translation import gettext_lazy as _

from .insert_only import InsertOnly


class Entry(InsertOnly):
    """One act, chained to the one before. Holds pseudonymous ids and no text, so that persons stay erasable.

    Rows are only ever inserted: database triggers refuse UPDATE and DELETE.
    """

    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    at = models.CharField(
        _("at"), max_length=32, help_text=_("UTC, ISO 8601 with microseconds: the characters that were chained.")
    )
    action = models.CharField(_("action"), max_length=80, db_index=True)
    actor = models.CharField(_("actor"), max_length=36, blank=True, db_index=True)
    subject = models.CharField(_("subject"), max_length=120, blank=True, db_index=True)
    data = models.TextField(_("data"), default="{}")
    link = models.CharField(_("link"), max_length=64)

    class Meta:
        verbose_name = _("trail entry")
        verbose_name_plural = _("trail entries")
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.subject}"
