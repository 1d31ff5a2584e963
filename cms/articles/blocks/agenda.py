from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.publication import story

from ..context import StoryContext
from .base import StoryBlock, line


class AgendaItemBlock(blocks.StructBlock):
    time = blocks.CharBlock(label=_("Time"), required=False, max_length=40)
    title = blocks.CharBlock(label=_("Item"), max_length=400)
    speaker = blocks.CharBlock(label=_("Speaker"), required=False, max_length=250)

    class Meta:
        icon = "list-ul"
        label = _("Item")


class AgendaBlock(StoryBlock, blocks.StructBlock):
    """The agenda of a session, as the article tells it: an excerpt may differ from the registry's list."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=160)
    items = blocks.ListBlock(AgendaItemBlock(), label=_("Items"))

    def to_story(self, value: Any, context: StoryContext) -> story.AgendaBlock | None:
        items = tuple(
            story.AgendaItem(
                title=line(item.get("title")), time=line(item.get("time")), speaker=line(item.get("speaker"))
            )
            for item in value.get("items") or []
            if line(item.get("title"))
        )
        return story.AgendaBlock(title=line(value.get("title")), items=items) if items else None

    class Meta:
        icon = "list-ol"
        label = _("Agenda")
