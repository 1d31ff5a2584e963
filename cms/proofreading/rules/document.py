"""What a document of the library can't be without."""

from collections.abc import Iterator

from django.utils.translation import pgettext

from cms.publication.story import DocumentDetails, Story

from ..finding import Finding, Severity
from .base import Rule

DOCUMENTS = frozenset({"document"})


class DocumentThere(Rule):
    """The text, or at least a file; a document that is adopted says when."""

    kinds = DOCUMENTS

    def check(self, story: Story) -> Iterator[Finding]:
        details = story.details
        if not isinstance(details, DocumentDetails):
            return
        if not story.blocks and not details.files:
            yield Finding(
                "document.empty", Severity.STOP, pgettext("document", "There is neither a text nor a file yet.")
            )
        elif not story.blocks:
            message = pgettext("document", "Only a file, no text: it can't be read on a phone, nor found by its words.")
            yield Finding("document.text", Severity.DOUBT, message)
        if details.status == "adopted" and story.day is None:
            yield Finding("document.day", Severity.STOP, pgettext("document", "The day of issue is missing."))


class OpinionsOfDraft(Rule):
    """A time for opinions has two ends, and belongs to a draft."""

    kinds = DOCUMENTS

    def check(self, story: Story) -> Iterator[Finding]:
        details = story.details
        if not isinstance(details, DocumentDetails):
            return
        first, last = details.opinions_from, details.opinions_until
        if (first is None) != (last is None):
            message = pgettext("document", "The time for opinions needs its first and its last day.")
            yield Finding("document.opinions", Severity.STOP, message)
        elif first and last and last < first:
            message = pgettext("document", "The last day for opinions is before the first.")
            yield Finding("document.opinions", Severity.STOP, message)
        elif first and details.status != "draft":
            message = pgettext("document", "Opinions are taken on a draft alone: the form will not be shown.")
            yield Finding("document.opinions", Severity.DOUBT, message)
