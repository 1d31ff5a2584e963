import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.text.normal import one_line


class Unit(models.Model):
    """A unit of the team (ban, tổ, nhóm): who belongs together when work is assigned."""

    name = models.CharField(_("name"), max_length=120, unique=True)

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A member of the newsroom."""

    trail_id = models.UUIDField(_("trail id"), default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(
        Unit, verbose_name=_("unit"), null=True, blank=True, on_delete=models.SET_NULL, related_name="members"
    )
    pen_name = models.CharField(
        _("pen name"), max_length=80, blank=True, help_text=_("The name that stands under this person's articles.")
    )

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def get_full_name(self) -> str:
        """Family name first, as Vietnamese names are written."""
        return one_line(f"{self.last_name} {self.first_name}")

    @property
    def byline(self) -> str:
        """The name under this person's articles: the pen name, else the full name."""
        return self.pen_name or self.get_full_name() or self.username
