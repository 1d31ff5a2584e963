from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from cms.publication.models import Publication


class Opinion(models.Model):
    """What a reader wrote on a draft document (ý kiến góp ý). For the newsroom alone, and not for good."""

    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("state of an opinion", "new")
        CONSIDERED = "considered", pgettext_lazy("state of an opinion", "considered")
        PASSED_ON = "passed_on", pgettext_lazy("state of an opinion", "passed on")
        SPAM = "spam", pgettext_lazy("state of an opinion", "spam")

    state = models.CharField(pgettext_lazy("opinion", "state"), max_length=16, choices=State.choices, default=State.NEW)
    # A number and no key: the opinion stays when the page has gone.
    page_id = models.PositiveBigIntegerField(pgettext_lazy("opinion", "document"))
    publication = models.ForeignKey(
        Publication,
        verbose_name=pgettext_lazy("opinion", "version that was read"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    headline = models.CharField(pgettext_lazy("opinion", "document"), max_length=255)
    anchor = models.CharField(pgettext_lazy("opinion", "name of the part"), max_length=120, blank=True)
    part = models.CharField(pgettext_lazy("opinion", "part of the document"), max_length=300, blank=True)
    name = models.CharField(pgettext_lazy("opinion", "name"), max_length=120)
    unit = models.CharField(pgettext_lazy("opinion", "place of work or residence"), max_length=200, blank=True)
    contact = models.CharField(pgettext_lazy("opinion", "telephone or e-mail"), max_length=200, blank=True)
    text = models.TextField(pgettext_lazy("opinion", "opinion"))
    received_at = models.DateTimeField(pgettext_lazy("opinion", "received"))
    note = models.TextField(pgettext_lazy("opinion", "note of the newsroom"), blank=True)
    handled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("opinion", "handled by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    handled_at = models.DateTimeField(pgettext_lazy("opinion", "handled"), null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("opinion", "opinion on a draft")
        verbose_name_plural = pgettext_lazy("opinion", "opinions on drafts")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["page_id", "state"], name="opinion_of_page"),
            models.Index(fields=["state", "received_at"], name="opinion_by_age"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="new", handled_at=None)
                | (~models.Q(state="new") & models.Q(handled_at__isnull=False)),
                name="opinion_handled_whole",
            )
        ]

    def __str__(self) -> str:
        # By its number: who reads the trail need not know who wrote.
        return f"#{self.pk}"
