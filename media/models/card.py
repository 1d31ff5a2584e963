"""The cards of what is public."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.publication.models import Publication

from .photo import Photo


class Card(models.Model):
    """A card of a publication in one form, made by a task. There are those of present publications alone, all forms or none.

    A row goes when the page is taken back or replaced, and when the photo that it shows may not be shown any more.
    """

    publication = models.ForeignKey(
        Publication, verbose_name=_("publication"), on_delete=models.CASCADE, related_name="cards"
    )
    form = models.CharField(
        pgettext_lazy("card", "form"), max_length=8, help_text=_("Width to height: 1x1, 4x3 or 16x9.")
    )
    mark = models.CharField(
        pgettext_lazy("card", "mark"), max_length=24, help_text=_("Digits of the seal and of what the card shows.")
    )
    photo = models.ForeignKey(Photo, verbose_name=_("photo"), null=True, on_delete=models.CASCADE, related_name="cards")
    file = models.FileField(_("file"), upload_to="cards")

    class Meta:
        verbose_name = pgettext_lazy("picture", "card")
        verbose_name_plural = pgettext_lazy("picture", "cards")
        constraints = [models.UniqueConstraint(fields=["publication", "form"], name="card_once_a_form")]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.form}"
