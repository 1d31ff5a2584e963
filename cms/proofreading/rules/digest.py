"""What a digest of the newsletter can't be without."""

from collections.abc import Iterator

from django.utils.translation import pgettext

from cms.publication.story import DigestDetails, Story

from ..finding import Finding, Severity
from .base import Rule


class DigestFinished(Rule):
    """A person says something to the readers: what the rule alone has put together is nobody's work, and nobody's to approve."""

    kinds = frozenset({"digest"})

    def check(self, story: Story) -> Iterator[Finding]:
        if not story.lede.strip():
            message = pgettext("digest", "The opening is missing: a sentence or two to the readers.")
            yield Finding("digest.opening", Severity.STOP, message)
        if not isinstance(story.details, DigestDetails) or not story.details.entries:
            yield Finding("digest.empty", Severity.STOP, pgettext("digest", "The digest tells of no public article."))
