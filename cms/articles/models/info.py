from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.publication import story
from cms.publication.pages import ReviewedPage

from ..blocks import BlockPlace, FullTextBlock, blocks_of, places_of
from ..context import StoryContext
from ..fields import BodyField
from ..panels import info_tabs


class InfoPage(ReviewedPage):
    """A page about the site itself (trang thông tin): how articles are reviewed, how accessible it is. The footer leads to it."""

    story_kind: ClassVar[story.StoryKind] = "page"

    lede = models.TextField(_("lede"), blank=True, help_text=_("The opening summary, a paragraph."))
    body = BodyField(FullTextBlock(), verbose_name=pgettext_lazy("information page", "text"), blank=True)

    parent_page_types = ["articles.FrontPage"]
    subpage_types: ClassVar[list[str]] = []
    edit_handler = info_tabs()

    class Meta:
        verbose_name = pgettext_lazy("kind of page", "information page")
        verbose_name_plural = pgettext_lazy("kind of page", "information pages")

    def story_parts(self) -> dict[str, Any]:
        return {"lede": self.lede, "blocks": blocks_of(self.body, StoryContext())}

    def block_places(self) -> tuple[BlockPlace, ...]:
        """Where the blocks of the story stand in the editor."""
        return places_of(self.body, StoryContext())
