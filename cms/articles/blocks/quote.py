from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.publication import story

from ..context import StoryContext
from ..persons import mention_on
from .base import StoryBlock, line


class QuoteBlock(StoryBlock, blocks.StructBlock):
    """What a person said; name and office come from the registry, as they were on the article's day."""

    text = blocks.TextBlock(label=_("What was said"), rows=3)
    person = SnippetChooserBlock("registry.Person", label=_("Person"), required=False)
    name = blocks.CharBlock(
        label=_("Name"), required=False, max_length=120, help_text=_("Only for somebody who isn't in the registry.")
    )
    office = blocks.CharBlock(
        label=_("Office"),
        required=False,
        max_length=250,
        help_text=_("Left empty, the office that the person held on the day of the article."),
    )

    def to_story(self, value: Any, context: StoryContext) -> story.QuoteBlock | None:
        person = value.get("person")
        text, name, office = line(value.get("text")), line(value.get("name")), line(value.get("office"))
        if not (text or person or name):
            return None
        if person is None:
            return story.QuoteBlock(text=text, name=name, office=office)
        mention = mention_on(person, context.day)
        return story.QuoteBlock(
            text=text,
            person_id=mention.person_id,
            name=mention.name,
            office=office or ", ".join(mention.offices),
        )

    class Meta:
        icon = "openquote"
        label = _("Quote")
