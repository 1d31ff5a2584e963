import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from cms.publication.models import Publication


class AfterReview(models.Model):
    """A look afterwards (hậu kiểm) at what was published or withdrawn in an emergency. Open until somebody else has closed it."""

    class Act(models.TextChoices):
        PUBLISH = "publish", pgettext_lazy("after-review", "published at once")
        WITHDRAW = "withdraw", pgettext_lazy("after-review", "withdrawn at once")

    class Outcome(models.TextChoices):
        STANDS = "stands", pgettext_lazy("after-review", "it was right, and stands")
        CORRECTED = "corrected", pgettext_lazy("after-review", "corrected by an approved version")
        WITHDRAWN = "withdrawn", pgettext_lazy("after-review", "withdrawn")
        BROUGHT_BACK = "brought_back", pgettext_lazy("after-review", "public again")

    # A number and no key: what was done to a page is looked at also when the page has gone.
    page_id = models.PositiveBigIntegerField(pgettext_lazy("after-review", "page"), db_index=True)
    publication = models.ForeignKey(
        Publication,
        verbose_name=pgettext_lazy("after-review", "publication"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    headline = models.CharField(pgettext_lazy("after-review", "headline"), max_length=255)
    act = models.CharField(pgettext_lazy("after-review", "what was done"), max_length=16, choices=Act.choices)
    reason = models.TextField(pgettext_lazy("after-review", "reason"))
    # Who acted and who looked stays known when the account has gone.
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("after-review", "by"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    opened_at = models.DateTimeField(pgettext_lazy("after-review", "when"))
    due_at = models.DateTimeField(pgettext_lazy("after-review", "due"))
    reminded_at = models.DateTimeField(pgettext_lazy("after-review", "reminded of"), null=True)
    closed_at = models.DateTimeField(pgettext_lazy("after-review", "closed"), null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("after-review", "closed by"),
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )
    outcome = models.CharField(
        pgettext_lazy("after-review", "outcome"), max_length=16, choices=Outcome.choices, blank=True
    )
    note = models.TextField(pgettext_lazy("after-review", "note"), blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("after-review", "after-review")
        verbose_name_plural = pgettext_lazy("after-review", "after-reviews")
        ordering = ["-opened_at", "-pk"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(closed_at=None), name="after_review_open"),
            models.Index(fields=["opened_at"], name="after_review_opened"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None, outcome="", note="")
                | (Q(closed_at__isnull=False, closed_by__isnull=False) & ~Q(outcome="") & ~Q(note="")),
                name="after_review_closed_whole",
            ),
            models.CheckConstraint(
                condition=Q(closed_by=None) | ~Q(closed_by=F("opened_by")), name="after_review_by_another"
            ),
        ]

    def __str__(self) -> str:
        return self.headline

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    @property
    def is_late(self) -> bool:
        """Whether it is open beyond its time."""
        return self.is_open and self.due_at < timezone.now()

    @property
    def took(self) -> dt.timedelta:
        """How long it was open, or has been."""
        return (self.closed_at or timezone.now()) - self.opened_at


class EmergencyMonth(models.Model):
    """That the emergencies of a month were reported. Written with the notices of it, so that it happens once."""

    month = models.DateField(pgettext_lazy("after-review", "first day of the month"), unique=True)
    told_at = models.DateTimeField(pgettext_lazy("after-review", "reported"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = pgettext_lazy("after-review", "report of a month")
        verbose_name_plural = pgettext_lazy("after-review", "reports of months")

    def __str__(self) -> str:
        return f"{self.month:%m/%Y}"
