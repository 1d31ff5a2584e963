from collections.abc import Iterable

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import Entry


class Venue(Entry):
    """A place (địa điểm) where sessions are held."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    revisions = GenericRelation("wagtailcore.Revision", related_query_name="registry_venue")

    class Meta:
        verbose_name = _("venue")
        verbose_name_plural = _("venues")
        ordering = ["collation", "pk"]

    def __str__(self) -> str:
        return self.name

    def searched_text(self) -> str:
        return f"{self.name} {self.address}"

    def entries_naming_this(self) -> Iterable[Entry]:
        return self.sessions.all()

    def fact_keys(self) -> Iterable[str]:
        if not self.pk:
            return ()
        sessions = Venue.objects.filter(pk=self.pk).values_list("sessions", flat=True)
        return [f"session:{pk}" for pk in sessions if pk]
