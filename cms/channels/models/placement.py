from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.publication.models import Publication

BY_HAND = "by_hand"
"""The channel of places that no channel serves: a person posted there, and registered it."""


class Placement(models.Model):
    """A place where an article stands outside the newsroom's own site: at one account, partner, or wherever a person put it."""

    class State(models.TextChoices):
        STANDS = "stands", pgettext_lazy("a post elsewhere", "stands there")
        WITHDRAWN = "withdrawn", pgettext_lazy("a post elsewhere", "taken back")

    page_id = models.PositiveBigIntegerField(_("page"))
    channel = models.CharField(_("channel"), max_length=32)
    # The account or partner in its channel's own table; of a place by hand its own number.
    recipient_id = models.PositiveBigIntegerField(_("recipient"), null=True)
    name = models.CharField(_("place"), max_length=120, blank=True, help_text=_("As “YouTube: kênh của Thành ủy”."))
    publication = models.ForeignKey(
        Publication, verbose_name=_("version that stands there"), on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.STANDS)
    # What the platform calls the post; empty where it did not say, and then only a person can find the post again.
    remote_id = models.CharField(_("number there"), max_length=200, blank=True)
    url = models.URLField(_("link"), max_length=500, blank=True)
    proof = models.CharField(_("proof"), max_length=300, blank=True)
    posted_at = models.DateTimeField(_("posted at"))
    changed_at = models.DateTimeField(_("changed at"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("registered by"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("place of an article")
        verbose_name_plural = _("places of articles")
        ordering = ["posted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page_id", "channel", "recipient_id"],
                condition=models.Q(recipient_id__isnull=False),
                name="placement_once",
            ),
        ]
        indexes = [
            models.Index(fields=["page_id"], name="placement_page"),
            models.Index(fields=["-posted_at"], name="placement_posted"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} @ {self.channel}:{self.recipient_id or self.name}"

    @property
    def stands(self) -> bool:
        return self.state == self.State.STANDS
