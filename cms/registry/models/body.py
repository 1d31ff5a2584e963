from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import Line
from .base import Entry, EntryQuerySet


class Body(Entry):
    """A body (tổ chức): a committee, an office of state, a subcommittee of the congress."""

    name = models.CharField(
        _("name"),
        max_length=250,
        unique=True,
        help_text=_("The full name, exactly as the organisation writes it itself."),
    )
    short_name = models.CharField(
        _("short name"),
        max_length=80,
        blank=True,
        help_text=_("The abbreviation or short form, for example “UBND Thành phố”."),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        help_text=_("The organisation that this one belongs to."),
    )
    note = models.TextField(_("note"), blank=True, help_text=_("For the newsroom only; never shown to readers."))
    revisions = GenericRelation("wagtailcore.Revision", related_query_name="registry_body")

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["collation", "pk"]

    def __str__(self) -> str:
        return self.name

    def searched_text(self) -> str:
        return f"{self.name} {self.short_name}"

    def entries_naming_this(self) -> Iterable[Entry]:
        return [*self.offices.all(), *self.sessions.all()]

    def clean(self) -> None:
        super().clean()
        above, seen = self.parent, {self.pk}
        while above is not None:
            if above.pk in seen and above.pk is not None:
                raise ValidationError({"parent": _("An organisation can't be part of itself.")})
            seen.add(above.pk)
            above = above.parent

    def fact_keys(self) -> Iterable[str]:
        if not self.pk:
            return ()
        own = Body.objects.filter(pk=self.pk)
        people = own.values_list("offices__terms__person_id", flat=True).distinct()
        sessions = {*own.values_list("sessions", flat=True), *own.values_list("congresses__sessions", flat=True)}
        parts = own.values_list("parts", flat=True)
        return [
            f"body:{self.pk}",
            *(f"body:{pk}" for pk in parts if pk),
            *(f"person:{pk}" for pk in people if pk),
            *(f"session:{pk}" for pk in sessions if pk),
        ]


class OfficeManager(models.Manager.from_queryset(EntryQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("body")


class Office(Entry):
    """An office (chức vụ) in a body, whoever holds it."""

    title = models.CharField(
        _("title of the office"),
        max_length=250,
        help_text=_(
            "In full, as it stands before the name: “Phó Bí thư Thường trực Thành ủy …”. It is shown exactly as it is written here."
        ),
    )
    short_title = models.CharField(
        _("short title"),
        max_length=160,
        blank=True,
        help_text=_("The form used once the full title has been given."),
    )
    body = models.ForeignKey(
        Body, verbose_name=_("organisation"), null=True, blank=True, on_delete=models.PROTECT, related_name="offices"
    )
    single_holder = models.BooleanField(
        _("held by one person only"),
        default=False,
        help_text=_("If ticked, two people holding it on the same day are pointed out to you."),
    )
    line = models.PositiveSmallIntegerField(
        _("line of office"),
        choices=Line.choices,
        default=Line.STATE,
        help_text=_("A person's offices are named in this order: central Party, local Party, State, function."),
    )
    rank = models.PositiveSmallIntegerField(
        _("rank in its line"), default=50, help_text=_("A smaller number is named first; 50 if it doesn't matter.")
    )
    revisions = GenericRelation("wagtailcore.Revision", related_query_name="registry_office")

    objects: Any = OfficeManager()  # type: ignore[misc]

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        ordering = ["line", "rank", "collation", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "body"],
                name="office_once_a_body",
                violation_error_message=_("This organisation already has an office with this title."),
            ),
            models.UniqueConstraint(
                fields=["title"],
                condition=models.Q(body__isnull=True),
                name="office_once_without_body",
                violation_error_message=_("There is an office with this title and no organisation already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.body.short_name or self.body.name})" if self.body else self.title

    def searched_text(self) -> str:
        body = self.body.searched_text() if self.body else ""
        return f"{self.title} {self.short_title} {body}"

    def sorted_text(self) -> str:
        return self.title

    def fact_keys(self) -> Iterable[str]:
        if not self.pk:
            return ()
        own = Office.objects.filter(pk=self.pk)
        people = own.values_list("terms__person_id", flat=True).distinct()
        # The body that it was an office of shows it, too.
        bodies = {self.body_id, *own.values_list("body_id", flat=True)}
        return [*(f"person:{pk}" for pk in people if pk), *(f"body:{pk}" for pk in bodies if pk)]
