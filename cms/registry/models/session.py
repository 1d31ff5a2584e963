from collections.abc import Iterable
from typing import Any

from django.contrib.admin import display
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.text.dates import short_day

from ..choices import KIND_WORDS, PartOfDay, SessionKind
from ..ordinals import ordinal_words
from .base import Entry, EntryQuerySet
from .body import Body
from .congress import Congress, Phase
from .venue import Venue


class SessionManager(models.Manager.from_queryset(EntryQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("body", "congress")


# The pages about a session derive from Wagtail's untyped `Page`, so the stubs find no manager for them.
class Session(Entry):
    """A meeting that is covered (phiên họp): what, when, where, who presides, what is discussed, who attends."""

    congress = models.ForeignKey(
        Congress, verbose_name=_("congress"), null=True, blank=True, on_delete=models.PROTECT, related_name="sessions"
    )
    phase = models.ForeignKey(
        Phase,
        verbose_name=_("phase"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="sessions",
        help_text=_("Left empty, the phase of the congress in which the day lies."),
    )
    body = models.ForeignKey(
        Body,
        verbose_name=_("held by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sessions",
        help_text=_(
            "The organisation that meets, for example a subcommittee; empty for a session of the whole congress."
        ),
    )
    kind = models.CharField(_("kind"), max_length=16, choices=SessionKind.choices, default=SessionKind.MEETING)
    number = models.PositiveSmallIntegerField(
        _("number of the session"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(999)],
        help_text=_("1 is written “thứ Nhất”."),
    )
    name = models.CharField(
        _("name"),
        max_length=250,
        blank=True,
        help_text=_("Only if it is called otherwise than its kind, number and organisation say."),
    )
    day = models.DateField(_("day"))
    part_of_day = models.CharField(_("part of day"), max_length=16, choices=PartOfDay.choices, blank=True)
    venue = models.ForeignKey(
        Venue, verbose_name=_("venue"), null=True, blank=True, on_delete=models.PROTECT, related_name="sessions"
    )
    delegates_source = models.CharField(
        _("source of the delegate list"),
        max_length=250,
        blank=True,
        help_text=_("Who made the list and of when it is; the order is the organisers'."),
    )
    note = models.TextField(_("note"), blank=True, help_text=_("For the newsroom only; never shown to readers."))
    revisions = GenericRelation("wagtailcore.Revision", related_query_name="registry_session")

    objects: Any = SessionManager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-day", "collation", "pk"]

    def __str__(self) -> str:
        return f"{self.display_name()} ({short_day(self.day)})"

    @display(description=_("Name of the session"))
    def display_name(self) -> str:
        """The session as readers see it: ``"Phiên họp thứ Nhất của Tiểu ban Phục vụ Đại hội"``."""
        if self.name:
            return self.name
        words = KIND_WORDS[SessionKind(self.kind)]
        numbered_by_turn = self.kind in (SessionKind.CONFERENCE, SessionKind.PRESS)
        if self.number:
            words += f" {'lần thứ' if numbered_by_turn else 'thứ'} {ordinal_words(self.number)}"
        holder = self.body.name if self.body else self.congress.full_name() if self.congress else ""
        if not holder:
            return words
        link = " của " if (self.body or self.number) and self.kind != SessionKind.CONFERENCE else " "
        return f"{words}{link}{holder}"

    def searched_text(self) -> str:
        day = self.day
        dates = f"{short_day(day)} {day.day}/{day.month}/{day.year}"
        return f"{self.display_name()} {KIND_WORDS[SessionKind(self.kind)]} {self.venue or ''} {dates}"

    def sorted_text(self) -> str:
        order = list(PartOfDay).index(PartOfDay(self.part_of_day)) if self.part_of_day else 9
        return f"{order} {self.number or 0:03d} {self.display_name()}"

    def clean(self) -> None:
        super().clean()
        if self.phase and self.phase.congress_id != self.congress_id:
            raise ValidationError({"phase": _("This phase belongs to another congress.")})

    def fact_keys(self) -> Iterable[str]:
        return [f"session:{self.pk}"] if self.pk else ()
