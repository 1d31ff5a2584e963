import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .publication import Publication


class ShelfQuerySet(models.QuerySet["Shelf"]):
    def public(self, at: dt.datetime | None = None) -> "ShelfQuerySet":
        """The shelves that the public may read at the given instant (now)."""
        at = at or timezone.now()
        return self.filter(current__isnull=False, withdrawn_at__isnull=True).filter(
            models.Q(expires_at__isnull=True) | models.Q(expires_at__gt=at)
        )

    def due(self, at: dt.datetime | None = None) -> "ShelfQuerySet":
        """Shelves with a sealed version whose time to go live has come."""
        return self.filter(scheduled__isnull=False, scheduled_at__lte=at or timezone.now())

    def run_out(self, at: dt.datetime | None = None) -> "ShelfQuerySet":
        """Shelves whose public time is over and which are not yet marked withdrawn."""
        return self.filter(current__isnull=False, withdrawn_at__isnull=True, expires_at__lte=at or timezone.now())


class Shelf(models.Model):
    """Where a page's publications stand: what may move without a new approval. One row a page, kept when the page is deleted.

    It is locked without its publications (no ``select_related``): where ``current`` has changed while one waited for the lock,
    PostgreSQL joins the new row to the old publication, which is none.
    """

    page_id = models.PositiveBigIntegerField(_("page"), primary_key=True)
    kind = models.CharField(_("kind of page"), max_length=16)
    path = models.CharField(_("path"), max_length=1000, db_index=True)
    section_id = models.PositiveBigIntegerField(_("section"), null=True, db_index=True)
    current = models.ForeignKey(
        Publication, verbose_name=_("current publication"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    scheduled = models.ForeignKey(
        Publication, verbose_name=_("scheduled publication"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    scheduled_at = models.DateTimeField(_("goes live at"), null=True, db_index=True)
    first_public_at = models.DateTimeField(_("first public at"), null=True)
    current_since = models.DateTimeField(_("current since"), null=True)
    expires_at = models.DateTimeField(_("expires at"), null=True, db_index=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True)
    notice = models.TextField(_("public notice"), blank=True)

    objects = ShelfQuerySet.as_manager()

    class Meta:
        verbose_name = _("shelf")
        verbose_name_plural = _("shelves")
        constraints = [
            models.UniqueConstraint(
                fields=["path"],
                condition=models.Q(current__isnull=False, withdrawn_at__isnull=True),
                name="one_public_page_a_path",
            )
        ]

    def __str__(self) -> str:
        return self.path

    def is_public(self, at: dt.datetime | None = None) -> bool:
        """Whether the public may read the current publication at the given instant (now)."""
        at = at or timezone.now()
        return (
            self.current_id is not None and self.withdrawn_at is None and (not self.expires_at or self.expires_at > at)
        )

    def ran_out(self) -> bool:
        """Whether nobody took the page back: it was to be public until then. The clock notes that moment as a withdrawal's."""
        end = self.expires_at
        return end is not None and end <= (self.withdrawn_at or timezone.now())


class OldPath(models.Model):
    """An address that a page had before: answered with a permanent redirect while no other page has it."""

    path = models.CharField(_("path"), max_length=1000, unique=True)
    shelf = models.ForeignKey(Shelf, verbose_name=_("shelf"), on_delete=models.CASCADE, related_name="old_paths")

    class Meta:
        verbose_name = _("old path")
        verbose_name_plural = _("old paths")

    def __str__(self) -> str:
        return self.path


class FactUse(models.Model):
    """A shared fact shown by the latest sealed version of a page, as ``"kind:id"``."""

    key = models.CharField(_("fact"), max_length=120)
    page_id = models.PositiveBigIntegerField(_("page"))

    class Meta:
        verbose_name = _("use of a fact")
        verbose_name_plural = _("uses of facts")
        constraints = [models.UniqueConstraint(fields=["key", "page_id"], name="fact_use_once")]
        indexes = [models.Index(fields=["page_id"], name="fact_use_page")]

    def __str__(self) -> str:
        return f"{self.key} @ {self.page_id}"
