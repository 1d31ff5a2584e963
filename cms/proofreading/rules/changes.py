"""What a new version of an article that has been public has to say of itself."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cms.publication.queries import shelf_of
from cms.publication.story import Change, Story, digest_of

from ..finding import Finding, Severity
from .base import ARTICLES, Rule


class ChangeDeclared(Rule):
    """Readers are told what became of what they have read: each new version says what kind of change it is, and earlier notes
    stay."""

    kinds = ARTICLES

    def check(self, story: Story) -> Iterator[Finding]:
        shelf = shelf_of(story.page_id)
        public = shelf.current if shelf else None
        if public is None:
            if story.changes:
                yield _finding("change.early", _("A change can only be told of an article that has been public."))
            return
        before = public.story.changes
        if story.changes[: len(before)] != before:
            yield _finding(
                "change.rewritten",
                _("Notes on earlier changes are public and stay as they are. Add a new one below them."),
            )
        elif digest_of(story) != public.seal and len(story.changes) == len(before):
            yield _finding(
                "change.undeclared",
                _("This article has been public: say under “After publication” what kind of change this is."),
            )
        for change in story.changes[len(before) :]:
            yield from _unfinished(change)


def _unfinished(change: Change) -> Iterator[Finding]:
    if change.kind == "correction" and not (change.wrong.strip() and change.right.strip()):
        yield _finding("change.unfinished", _("A correction says what was wrong and what is right."))


def _finding(code: str, message: str) -> Finding:
    return Finding(code, Severity.STOP, message, field="changes")
