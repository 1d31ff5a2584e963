from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.trail.insert_only import InsertOnly


class Contribution(InsertOnly):
    """Who changed what a page says: a row for each save that changed the digest of its latest draft.

    Rows are only ever inserted, and outlive the account: who worked on a version stays known.
    """

    class Way(models.TextChoices):
        EDIT = "edit", _("edit")
        IMPORT = "import", _("import")
        REVERT = "revert", _("restored version")
        FACT = "fact", _("change of a shared fact")
        SUGGESTION = "suggestion", _("accepted suggestion")

    page_id = models.PositiveBigIntegerField(_("page"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    way = models.CharField(_("way"), max_length=16, choices=Way.choices, default=Way.EDIT)
    digest = models.CharField(_("digest"), max_length=64)
    revision_id = models.PositiveBigIntegerField(_("revision"))
    # The number of publications that the page had when this was written: what counts for four eyes is the work since the last seal.
    after_publication = models.PositiveIntegerField(_("after publication"), default=0)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        ordering = ["pk"]
        indexes = [models.Index(fields=["page_id", "after_publication"], name="contribution_since_seal")]

    def __str__(self) -> str:
        return f"{self.page_id} {self.way} {self.digest[:12]}"
