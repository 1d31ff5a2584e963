import datetime as dt
from collections.abc import Iterable

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from cms.text.fold import fold

from ..choices import PHASE_WORDS, PhaseKind
from ..ordinals import roman
from .base import Entry, Part
from .body import Body

_ORDINAL = [MinValueValidator(1), MaxValueValidator(3999)]
_YEAR = [MinValueValidator(1900), MaxValueValidator(2200)]


class Congress(Entry):
    """A congress (đại hội) with its phases."""

    name = models.CharField(
        _("name"),
        max_length=200,
        help_text=_("Without its number: “Đại hội Đảng bộ thành phố …”. The number is added as “lần thứ XVIII”."),
    )
    ordinal = models.PositiveSmallIntegerField(_("number of the congress"), null=True, blank=True, validators=_ORDINAL)
    term_from = models.PositiveSmallIntegerField(_("term from (year)"), null=True, blank=True, validators=_YEAR)
    term_to = models.PositiveSmallIntegerField(_("term to (year)"), null=True, blank=True, validators=_YEAR)
    start = models.DateField(_("first day"), null=True, blank=True)
    end = models.DateField(_("last day"), null=True, blank=True)
    host = models.ForeignKey(
        Body,
        verbose_name=_("host of the congress"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="congresses",
        help_text=_("The organisation whose congress it is."),
    )
    revisions = GenericRelation("wagtailcore.Revision", related_query_name="registry_congress")

    class Meta:
        verbose_name = _("congress")
        verbose_name_plural = _("congresses")
        ordering = ["-start", "collation", "pk"]

    def __str__(self) -> str:
        return self.full_name()

    def full_name(self) -> str:
        """The name as readers see it: ``"Đại hội Đảng bộ thành phố Hải Âu lần thứ XVIII"``."""
        if self.ordinal and "lan thu" not in fold(self.name):
            return f"{self.name} lần thứ {roman(self.ordinal)}"
        return self.name

    def phase_on(self, day: dt.date) -> "Phase | None":
        """The phase that the day lies in; the first one where two overlap."""
        return next((phase for phase in self.phases.all() if phase.covers(day)), None)

    def clean(self) -> None:
        super().clean()
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": _("The last day can't be before the first.")})
        if self.term_from and self.term_to and self.term_to < self.term_from:
            raise ValidationError({"term_to": _("The term can't end before it begins.")})

    def entries_naming_this(self) -> Iterable[Entry]:
        return self.sessions.all()

    def fact_keys(self) -> Iterable[str]:
        if not self.pk:
            return ()
        sessions = Congress.objects.filter(pk=self.pk).values_list("sessions", flat=True)
        return [f"session:{pk}" for pk in sessions if pk]


class Phase(Part, Orderable):
    """A phase of a congress (before, during, after), from its first day to its last."""

    congress = ParentalKey(Congress, verbose_name=_("congress"), on_delete=models.CASCADE, related_name="phases")
    kind = models.CharField(_("phase"), max_length=16, choices=PhaseKind.choices, default=PhaseKind.BEFORE)
    name = models.CharField(
        _("name"), max_length=120, blank=True, help_text=_("For example “Trù bị”; left empty, the phase's usual name.")
    )
    start = models.DateField(_("first day"), null=True, blank=True)
    end = models.DateField(_("last day"), null=True, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("phase")
        verbose_name_plural = _("phases")

    def __str__(self) -> str:
        return self.display_name()

    def display_name(self) -> str:
        """The phase as readers see it."""
        return self.name or PHASE_WORDS[PhaseKind(self.kind)]

    def covers(self, day: dt.date) -> bool:
        """Whether the day lies in the phase; one with no day at all covers none."""
        if self.start is None and self.end is None:
            return False
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def clean(self) -> None:
        super().clean()
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": _("The last day can't be before the first.")})

    def fact_keys(self) -> Iterable[str]:
        return self.congress.fact_keys() if self.congress_id else ()
