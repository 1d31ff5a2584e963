"""What an information page can't be without."""

from collections.abc import Iterator

from django.utils.translation import pgettext

from cms.publication.story import Story

from ..finding import Finding, Severity
from .base import Rule


class InfoThere(Rule):
    """A page in the footer of every page says something."""

    kinds = frozenset({"page"})

    def check(self, story: Story) -> Iterator[Finding]:
        if not story.blocks:
            yield Finding("page.empty", Severity.STOP, pgettext("information page", "The page has no text yet."))
