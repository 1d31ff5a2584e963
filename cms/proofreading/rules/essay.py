"""A photo essay tells by its photos."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cms.publication.essays import photos_of
from cms.publication.story import Story

from ..finding import Finding, Severity
from .base import ARTICLES, Rule

FEWEST = 3


class EssayHasPhotos(Rule):
    kinds = ARTICLES

    def check(self, story: Story) -> Iterator[Finding]:
        if story.genre == "photo_essay" and len(photos_of(story)) < FEWEST:
            message = _("A photo essay has at least three photos.")
            yield Finding("essay.few_photos", Severity.STOP, message, field="genre")


class EssayHasCaptions(Rule):
    """Each photo of an essay says what it shows: there is no text around it that would."""

    kinds = ARTICLES

    def check(self, story: Story) -> Iterator[Finding]:
        if story.genre != "photo_essay":
            return
        for each in photos_of(story):
            if not (each.caption or each.title).strip():
                message = _("Photo %(number)d of the essay has no caption.") % {"number": each.number}
                yield Finding("essay.no_caption", Severity.DOUBT, message, each.block)
