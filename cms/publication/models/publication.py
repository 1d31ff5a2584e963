import datetime as dt
from functools import cached_property

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.trail.insert_only import InsertOnly

from ..story import Story, digest_of, parse_story


class Kind(models.TextChoices):
    """Why a publication was written."""

    APPROVAL = "approval", _("approval")
    EMERGENCY = "emergency", _("emergency")
    INSTALLATION = "installation", _("installation")
    SAMPLE = "sample", _("sample data")


class Publication(InsertOnly):
    """What was approved: a story in its canonical bytes, and their digest. Written by the sealing action alone.

    Rows are only ever inserted: database triggers refuse UPDATE and DELETE.
    """

    page_id = models.PositiveBigIntegerField(_("page"))
    number = models.PositiveIntegerField(_("number"), help_text=_("Counts the publications of one page, from 1."))
    kind = models.CharField(_("kind"), max_length=16, choices=Kind.choices)
    story_json = models.TextField(_("story"))
    seal = models.CharField(_("seal"), max_length=64)
    revision_id = models.PositiveBigIntegerField(_("revision"))
    revision_digest = models.CharField(_("digest of the revision"), max_length=64)
    sealed_at = models.DateTimeField(_("sealed at"))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("approved by"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        constraints = [models.UniqueConstraint(fields=["page_id", "number"], name="publication_once_a_number")]

    def __str__(self) -> str:
        return f"{self.page_id}/{self.number} {self.seal[:12]}"

    @cached_property
    def story(self) -> Story:
        return parse_story(self.story_json)

    @property
    def meant_for(self) -> dt.datetime:
        """The instant from which it was to be public: that of its seal, or its hour if that came later."""
        hour = self.story.go_live_at
        return hour if hour and hour > self.sealed_at else self.sealed_at

    def seal_holds(self) -> bool:
        """Whether the stored bytes still have the digest that was approved."""
        return digest_of(self.story_json) == self.seal


class SampleMark(models.Model):
    """Says that this database holds sample data. Only the making of a demo newsroom writes it."""

    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("sample mark")
        verbose_name_plural = _("sample marks")

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"
