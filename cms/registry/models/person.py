from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.text.fold import slug
from cms.text.normal import one_line
from cms.text.order import given_name_first

from ..choices import Honorific
from .base import Entry


# The pages about a person derive from Wagtail's untyped `Page`, so the stubs find no manager for them.
class Person(Entry):
    """A person of whom the newsroom writes, with the spelling of the name that they use themselves."""

    name = models.CharField(
        _("name"),
        max_length=120,
        help_text=_(
            "As they spell it themselves: “Hòa” or “Hoà”, “Mỹ” or “Mĩ”. It is shown exactly as it is written here."
        ),
    )
    variants = models.TextField(
        _("other spellings"),
        blank=True,
        help_text=_("One a line: other spellings and names under which the person is found, pen names too."),
    )
    honorific = models.CharField(_("form of address"), max_length=16, choices=Honorific.choices, blank=True)
    slug = models.SlugField(
        _("short name for addresses"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("Left empty, it is made from the name."),
    )
    portrait = models.ForeignKey(
        "media.Photo", verbose_name=_("portrait"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    life = models.TextField(
        _("short life"),
        blank=True,
        help_text=_(
            "Year of birth, native place, training, work: a few sentences that readers see on the pages of the bodies that the "
            "person belongs to."
        ),
    )
    note = models.TextField(
        _("note"),
        blank=True,
        help_text=_(
            "For the newsroom only, never shown to readers: what tells this person from others of the same name."
        ),
    )
    revisions = GenericRelation("wagtailcore.Revision", related_query_name="registry_person")

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["collation", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def spellings(self) -> list[str]:
        """The name and every other spelling, the person's own first."""
        return [self.name, *(line for line in map(one_line, self.variants.splitlines()) if line)]

    def searched_text(self) -> str:
        return " ".join(self.spellings)

    def sorted_text(self) -> str:
        return given_name_first(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def _free_slug(self) -> str:
        wished = slug(self.name)
        others = Person.objects.exclude(pk=self.pk).filter(slug__startswith=wished)
        taken = set(others.values_list("slug", flat=True))
        number, free = 1, wished
        while free in taken:
            number += 1
            free = f"{wished}-{number}"
        return free

    def fact_keys(self) -> Iterable[str]:
        if not self.pk:
            return ()
        # A speaker's name stands in an agenda as text, so the session is told as well.
        spoken = Person.objects.filter(pk=self.pk).values_list("agenda_points__session_id", flat=True).distinct()
        return [f"person:{self.pk}", *(f"session:{pk}" for pk in spoken if pk)]
