from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from cms.publication import story
from media.story import photo_value

from ..context import StoryContext
from .base import StoryBlock, line


class PhotoBlock(StoryBlock, blocks.StructBlock):
    """A photo in the body, or the place kept for one: submission waits until it is filled."""

    photo = ImageChooserBlock(label=_("Photo"), required=False)
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=250)
    caption = blocks.CharBlock(
        label=_("Caption"),
        required=False,
        max_length=500,
        help_text=_("Left empty, the photo's own caption is shown."),
    )

    def to_story(self, value: Any, context: StoryContext) -> story.PhotoBlock | None:
        photo = value.get("photo")
        return story.PhotoBlock(
            photo=photo_value(photo) if photo else None,
            title=line(value.get("title")),
            caption=line(value.get("caption")),
        )

    class Meta:
        icon = "image"
        label = _("Photo")


class GalleryBlock(StoryBlock, blocks.StructBlock):
    """Several photos shown together."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=250)
    photos = blocks.ListBlock(ImageChooserBlock(label=_("Photo")), label=_("Photos of the gallery"))

    def to_story(self, value: Any, context: StoryContext) -> story.GalleryBlock | None:
        photos = tuple(photo_value(photo) for photo in value.get("photos") or [] if photo)
        return story.GalleryBlock(title=line(value.get("title")), photos=photos)

    class Meta:
        icon = "grid"
        label = _("Gallery")
