from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from cms.publication import story
from media.story import document_value

from ..context import StoryContext
from .base import StoryBlock, line


class DocumentBlock(StoryBlock, blocks.StructBlock):
    """A file for download."""

    document = DocumentChooserBlock(label=_("Document"))

    def to_story(self, value: Any, context: StoryContext) -> story.DocumentBlock | None:
        document = value.get("document")
        return story.DocumentBlock(document=document_value(document)) if document else None

    class Meta:
        icon = "doc-full"
        label = _("Document")


class EmbedBlock(StoryBlock, blocks.StructBlock):
    """A video or post on another site, shown as a link: reading our page tells nobody else."""

    url = blocks.URLBlock(label=_("Address"), max_length=500)
    title = blocks.CharBlock(label=_("Title"), max_length=250)
    provider = blocks.CharBlock(
        label=_("Website"), required=False, max_length=80, help_text=_("Left empty, the name in the address.")
    )

    def to_story(self, value: Any, context: StoryContext) -> story.EmbedBlock | None:
        url, title = line(value.get("url")), line(value.get("title"))
        if urlsplit(url).scheme not in ("http", "https"):
            return None
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        return story.EmbedBlock(url=url, title=title or host, provider=line(value.get("provider")) or host)

    class Meta:
        icon = "media"
        label = _("Link to a video or post")


class RelatedBlock(StoryBlock, blocks.StructBlock):
    """Other pages of the site; what they are called now is looked up when the page is shown."""

    pages = blocks.ListBlock(blocks.PageChooserBlock(label=_("Page")), label=_("Linked pages"))

    def to_story(self, value: Any, context: StoryContext) -> story.RelatedBlock | None:
        ids = tuple(dict.fromkeys(page.pk for page in value.get("pages") or [] if page))
        return story.RelatedBlock(page_ids=ids) if ids else None

    class Meta:
        icon = "link"
        label = _("Related pages")
