from collections.abc import Iterator

from django.utils.translation import gettext as _

from cms.publication.story import Story

from ..finding import Finding, Severity
from .base import Rule


class HeadlineThere(Rule):
    """Every page has a headline."""

    def check(self, story: Story) -> Iterator[Finding]:
        if not story.headline.strip():
            yield Finding("headline.missing", Severity.STOP, _("The headline is missing."))
