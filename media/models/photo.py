from typing import Any, ClassVar

from django.core.files import File
from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    get_upload_to,
)
from wagtail.search import index

from cms.text.fold import fold

from .. import embedded, pictures
from ..fields import PictureField
from .fixed import FixedFile

LONGEST_CAPTION = 500
LONGEST_CREDIT = 160
"""Characters."""


class Photo(FixedFile, AbstractImage):
    """A picture with its words. The caption is the first suggestion for the alt text."""

    fact_kind: ClassVar[str] = "image"
    line_words: ClassVar[tuple[str, ...]] = ("title", "caption", "credit", "alt_text")
    long_words: ClassVar[tuple[str, ...]] = ("rights_note",)
    lasting: ClassVar[tuple[str, ...]] = ("rights_lost_at", "rights_lost_reason")
    noted: ClassVar[tuple[str, ...]] = ("title", "rights_note", "taken_on", "collection_id")
    shown: ClassVar[tuple[str, ...]] = (
        "caption",
        "credit",
        "alt_text",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    file = PictureField(verbose_name=_("file"), upload_to=get_upload_to, width_field="width", height_field="height")
    caption = models.CharField(
        _("caption"),
        max_length=LONGEST_CAPTION,
        blank=True,
        help_text=_("What readers see under the photo: who, what, where, when. Names from left to right."),
    )
    credit = models.CharField(
        _("credit"),
        max_length=LONGEST_CREDIT,
        blank=True,
        help_text=_("Who took it, without the word “Photo”: Minh An, or Minh An/TTXVN."),
    )
    alt_text = models.CharField(
        _("alt text"),
        max_length=LONGEST_CAPTION,
        blank=True,
        help_text=_("What the picture shows, for readers who can't see it. Left empty, it is taken from the caption."),
    )
    rights_note = models.TextField(
        _("rights note"),
        blank=True,
        help_text=_("Who allowed what, until when. Only the newsroom sees this."),
    )
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    from_camera = models.BooleanField(
        _("from a camera"), default=False, editable=False, help_text=_("The file names the camera that took it.")
    )
    rights_lost_at = models.DateTimeField(_("rights lost at"), null=True, blank=True, editable=False, db_index=True)
    rights_lost_reason = models.CharField(
        _("reason for the loss of rights"), max_length=300, blank=True, editable=False
    )

    admin_form_fields = (
        "title",
        "file",
        "caption",
        "credit",
        "alt_text",
        "taken_on",
        "rights_note",
        "tags",
        "collection",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )

    search_fields = [
        *AbstractImage.search_fields,
        index.SearchField("caption"),
        index.SearchField("credit"),
        index.SearchField("folded"),
        index.AutocompleteField("folded"),
        index.FilterField("rights_lost_at"),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def folded(self) -> str:
        """The words without diacritics, for who searches without typing them."""
        return fold(f"{self.title} {self.caption} {self.credit}")

    @property
    def default_alt_text(self) -> str:
        return self.alt_text or self.caption or self.title

    def clean_words(self) -> None:
        super().clean_words()
        self.alt_text = self.alt_text or self.caption

    def read_new_file(self) -> None:
        """Also fills what is still empty from what the photographer wrote into the file (IPTC, XMP, EXIF)."""
        super().read_new_file()
        self._set_image_file_metadata()
        told = embedded.read(self.file.file)
        self.file.seek(0)
        self.from_camera = told.from_camera
        self.caption = self.caption or told.caption[:LONGEST_CAPTION]
        self.credit = self.credit or told.credit[:LONGEST_CREDIT]
        self.taken_on = self.taken_on or told.taken_on

    def generate_rendition_file(self, filter: Any, *, source: File | None = None) -> File:  # noqa: A002
        """As Wagtail's, which copies the camera's notes into JPEG and PNG; here nothing of them is left."""
        made = super().generate_rendition_file(filter, source=source)
        made.file.seek(0)
        return ContentFile(pictures.without_notes(made.file.read()), name=made.name)


class PhotoRendition(AbstractRendition):
    """A picture made from a photo: for the admin by Wagtail, for readers by `media.renditions`."""

    image = models.ForeignKey(Photo, related_name="renditions", on_delete=models.CASCADE)

    class Meta:
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="photo_rendition_once")
        ]
