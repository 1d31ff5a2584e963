from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from cms.text.dates import full_moment

from . import validation


class Shift(models.Model):
    """That a member is on duty at a stage, from one instant to another."""

    stage = models.ForeignKey(
        "review.ReviewTask", verbose_name=_("stage"), on_delete=models.CASCADE, related_name="shifts"
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("member"), on_delete=models.CASCADE, related_name="+"
    )
    starts_at = models.DateTimeField(pgettext_lazy("duty", "from"))
    ends_at = models.DateTimeField(pgettext_lazy("duty", "until"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("duty", "shift")
        verbose_name_plural = pgettext_lazy("duty", "shifts")
        ordering = ["-starts_at", "pk"]
        indexes = [models.Index(fields=["ends_at", "starts_at"], name="duty_shift_time")]

    def __str__(self) -> str:
        return f"{self.member}, {full_moment(self.starts_at)}"

    def clean(self) -> None:
        super().clean()
        if found := validation.of_shift(self):
            raise ValidationError(found)


class StandIn(models.Model):
    """That a member acts for another one at the stages of the other, or at one of them, from one instant to another."""

    absent = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("duty", "who is away"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=pgettext_lazy("duty", "who acts for them"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    stage = models.ForeignKey(
        "review.ReviewTask",
        verbose_name=_("stage"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Empty: every stage at which the absent member works."),
    )
    starts_at = models.DateTimeField(pgettext_lazy("duty", "from"))
    ends_at = models.DateTimeField(pgettext_lazy("duty", "until"))
    reason = models.CharField(pgettext_lazy("duty", "reason"), max_length=200)

    class Meta:
        verbose_name = pgettext_lazy("duty", "mandate")
        verbose_name_plural = pgettext_lazy("duty", "mandates")
        ordering = ["-starts_at", "pk"]
        indexes = [models.Index(fields=["stand_in", "ends_at"], name="duty_stand_in_time")]

    def __str__(self) -> str:
        return gettext("%(stand_in)s for %(absent)s") % {"stand_in": self.stand_in, "absent": self.absent}

    def clean(self) -> None:
        super().clean()
        if found := validation.of_stand_in(self):
            raise ValidationError(found)
