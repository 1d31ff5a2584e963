"""What an article can't be without."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cms.publication.story import GalleryBlock, QuoteBlock, RelatedBlock, Story

from ..finding import Finding, Severity
from .base import ARTICLES, Rule


class LedeThere(Rule):
    kinds = ARTICLES

    def check(self, story: Story) -> Iterator[Finding]:
        if not story.lede.strip():
            yield Finding("lede.missing", Severity.STOP, _("The lede is missing."))


class DayThere(Rule):
    """Names and offices are those of the article's day, so it has to have one."""

    kinds = ARTICLES

    def check(self, story: Story) -> Iterator[Finding]:
        if story.day is None:
            yield Finding("day.missing", Severity.STOP, _("The day that the article tells of is missing."))


class BodyThere(Rule):
    """An article says something beside its lede; related pages alone say nothing."""

    kinds = ARTICLES

    def check(self, story: Story) -> Iterator[Finding]:
        if not any(not isinstance(block, RelatedBlock) for block in story.blocks):
            yield Finding("body.missing", Severity.STOP, _("The article has no body yet."))


class PlaceInBodyFilled(Rule):
    """Blocks that were begun and not filled."""

    kinds = ARTICLES

    def check(self, story: Story) -> Iterator[Finding]:
        for index, block in enumerate(story.blocks):
            if isinstance(block, QuoteBlock) and not block.text.strip():
                yield Finding("quote.empty", Severity.STOP, _("The quote has no words."), index)
            elif isinstance(block, QuoteBlock) and not block.name.strip():
                yield Finding("quote.nobody", Severity.STOP, _("The quote does not say who spoke."), index)
            elif isinstance(block, GalleryBlock) and not block.photos:
                yield Finding("gallery.empty", Severity.STOP, _("The gallery has no photos."), index)
