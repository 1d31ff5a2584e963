import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from cms.text.dates import short_day

from .base import Part
from .body import Office
from .person import Person


class TermOfOffice(Part):
    """That a person holds an office, from its first day to its last, both included. An empty day is unknown, or still to come."""

    person = ParentalKey(Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="terms")
    office = models.ForeignKey(Office, verbose_name=_("office"), on_delete=models.PROTECT, related_name="terms")
    start = models.DateField(
        _("held from"), null=True, blank=True, help_text=_("The first day; empty if it isn't known.")
    )
    end = models.DateField(
        _("held to"),
        null=True,
        blank=True,
        help_text=_("The last day; empty if they still hold it or the day isn't known."),
    )
    source = models.CharField(
        _("source"), max_length=250, blank=True, help_text=_("Where it is written: number and date of the decision.")
    )

    class Meta:
        verbose_name = _("term of office")
        verbose_name_plural = _("terms of office")
        # NULL has no place of its own that all databases agree on, so terms are sorted where they are read.
        ordering = ["pk"]
        indexes = [models.Index(fields=["person", "start", "end"], name="term_of_person")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(start__isnull=True)
                | models.Q(end__isnull=True)
                | models.Q(end__gte=models.F("start")),
                name="term_ends_after_start",
                violation_error_message=_("A term can't end before it begins."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.office.title}, {self.span}"

    @property
    def span(self) -> str:
        """``"01/07/2025 – 14/02/2026"``; an open side is an ellipsis."""
        return " – ".join(short_day(day) if day else "…" for day in (self.start, self.end))

    def covers(self, day: dt.date) -> bool:
        """Whether the office is held on the day; a side that is open counts as held."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)

    def overlaps(self, other: "TermOfOffice") -> bool:
        """Whether the two terms have a day in common."""
        return (self.start or dt.date.min) <= (other.end or dt.date.max) and (other.start or dt.date.min) <= (
            self.end or dt.date.max
        )

    def place(self) -> tuple[Any, ...]:
        """Where the term stands among a person's: by line, rank and title of the office, then by its first day."""
        return self.office.line, self.office.rank, self.office.collation, self.start or dt.date.min, self.pk or 0

    def clean(self) -> None:
        super().clean()
        if self.start and self.end and self.end < self.start:
            raise ValidationError({"end": _("A term can't end before it begins.")})

    def fact_keys(self) -> Iterable[str]:
        if not self.person_id:
            return ()
        # Whoever gets or loses an office joins or leaves its body, and another one where the office was changed.
        before = TermOfOffice.objects.filter(pk=self.pk).values_list("office__body_id", flat=True) if self.pk else ()
        now = Office.objects.filter(pk=self.office_id).values_list("body_id", flat=True)
        return [f"person:{self.person_id}", *(f"body:{pk}" for pk in {*before, *now} if pk)]
