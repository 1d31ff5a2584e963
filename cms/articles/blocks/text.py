from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.rich_text import RichText

from cms.publication import story

from ..context import StoryContext
from ..richtext import FEATURES, at_the_door, settled
from .base import StoryBlock, line


def html_of(value: Any) -> str:
    """The one spelling of a rich text value; empty for none."""
    return settled(value.source) if isinstance(value, RichText) else ""


class CleanTextBlock(blocks.RichTextBlock):
    """Rich text that is clean when it is stored, however it came in."""

    def clean(self, value: Any) -> Any:
        if isinstance(value, RichText):
            value = RichText(at_the_door(value.source))
        return super().clean(value)


class TextBlock(StoryBlock, CleanTextBlock):
    """Paragraphs, lists and headings."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": FEATURES, **kwargs})

    def clean(self, value: Any) -> Any:
        return CleanTextBlock.clean(self, value)

    def to_story(self, value: Any, context: StoryContext) -> story.TextBlock | None:
        html = html_of(value)
        return story.TextBlock(html=html) if html else None

    class Meta:
        icon = "pilcrow"
        label = _("Text")


class FactBoxBlock(StoryBlock, blocks.StructBlock):
    """A box beside the text: figures, a short history, how to get there."""

    title = blocks.CharBlock(label=_("Title"), max_length=160)
    text = CleanTextBlock(label=_("Text"), features=FEATURES)

    def to_story(self, value: Any, context: StoryContext) -> story.FactBoxBlock | None:
        title, html = line(value.get("title")), html_of(value.get("text"))
        return story.FactBoxBlock(title=title, html=html) if title or html else None

    class Meta:
        icon = "clipboard-list"
        label = _("Fact box")
