from django.db import models
from django.utils.translation import gettext_lazy as _


class DemoRow(models.Model):
    """A row that the demo newsroom put into the database, so that it can be taken out again and nothing else is."""

    model = models.CharField(_("kind"), max_length=80, help_text=_("For example “registry.person”."))
    object_id = models.PositiveBigIntegerField(_("row"))

    class Meta:
        verbose_name = _("row of the demo newsroom")
        verbose_name_plural = _("rows of the demo newsroom")
        constraints = [models.UniqueConstraint(fields=["model", "object_id"], name="demo_row_once")]

    def __str__(self) -> str:
        return f"{self.model}:{self.object_id}"
