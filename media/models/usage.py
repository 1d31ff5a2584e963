"""Which files a publication uses."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.publication.models import Publication


class PublicationFile(models.Model):
    """A file that a publication shows. Written when the publication is sealed, never changed.

    Whether the public may fetch the file is not kept here: it follows from what the shelves show at the moment of asking, so
    withdrawal, replacement and expiry need no further step.
    """

    class Kind(models.TextChoices):
        PHOTO = "image", _("photo")
        PAPER = "document", _("document")

    publication = models.ForeignKey(
        Publication, verbose_name=_("publication"), on_delete=models.CASCADE, related_name="files"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices)
    # Not a foreign key: what was published is told even where a file was removed by force.
    file_id = models.PositiveBigIntegerField(_("file"))
    sha256 = models.CharField("SHA-256", max_length=64)

    class Meta:
        verbose_name = _("file of a publication")
        verbose_name_plural = _("files of publications")
        constraints = [models.UniqueConstraint(fields=["publication", "kind", "file_id"], name="publication_file_once")]
        indexes = [models.Index(fields=["kind", "file_id"], name="publication_file_of")]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.kind}:{self.file_id}"


class PublicationCrop(models.Model):
    """A part of a photo that a post of a publication shows. Written when the publication is sealed, never changed.

    Anybody may ask for any address: only parts that were approved are made for the public.
    """

    publication = models.ForeignKey(
        Publication, verbose_name=_("publication"), on_delete=models.CASCADE, related_name="crops"
    )
    file_id = models.PositiveBigIntegerField(_("file"))
    box = models.CharField(_("part"), max_length=32)

    class Meta:
        verbose_name = _("crop of a publication")
        verbose_name_plural = _("crops of publications")
        constraints = [models.UniqueConstraint(fields=["file_id", "box", "publication"], name="publication_crop_once")]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.file_id}:{self.box}"
