"""Photos: there, with credit, with alt text, with the right to show them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cms.publication.story import BodyDetails, GalleryBlock, PersonDetails, Photo, PhotoBlock, Story
from media.queries import without_rights

from ..finding import Finding, Severity
from .base import Rule


class PhotoThere(Rule):
    """A place for a photo, made by an import or by hand, has its photo."""

    def check(self, story: Story) -> Iterator[Finding]:
        for index, block in enumerate(story.blocks):
            if isinstance(block, PhotoBlock) and block.photo is None:
                name = block.title or block.caption
                yield Finding("photo.missing", Severity.STOP, _named(_("A photo is missing here."), name), index)


class PhotoHasCredit(Rule):
    def check(self, story: Story) -> Iterator[Finding]:
        for index, photo in photos_in(story):
            if not photo.credit.strip():
                message = _named(_("The photo has no credit."), photo.caption or photo.alt)
                yield Finding("photo.no_credit", Severity.STOP, message, index)


class PhotoHasAlt(Rule):
    def check(self, story: Story) -> Iterator[Finding]:
        for index, photo in photos_in(story):
            if not photo.alt.strip():
                message = _named(_("The photo has no alt text."), photo.caption)
                yield Finding("photo.no_alt", Severity.STOP, message, index)


class PhotoMayBeShown(Rule):
    def check(self, story: Story) -> Iterator[Finding]:
        photos = list(photos_in(story))
        lost = without_rights({photo.image_id for _index, photo in photos}) if photos else set()
        for index, photo in photos:
            if photo.image_id in lost:
                message = _named(_("The right to show this photo was lost: take it out."), photo.caption or photo.alt)
                yield Finding("photo.no_rights", Severity.STOP, message, index)


def photos_in(story: Story) -> Iterator[tuple[int | None, Photo]]:
    """Every photo with the number of its block; None where it stands outside of the body."""
    if story.lead_photo:
        yield None, story.lead_photo
    for index, block in enumerate(story.blocks):
        if isinstance(block, PhotoBlock) and block.photo:
            yield index, block.photo
        elif isinstance(block, GalleryBlock):
            yield from ((index, photo) for photo in block.photos)
    if isinstance(story.details, PersonDetails) and story.details.portrait:
        yield None, story.details.portrait
    elif isinstance(story.details, BodyDetails):
        yield from ((None, member.portrait) for member in story.details.members if member.portrait)
    yield from ((None, wording.photo) for wording in story.wordings if wording.photo)


def _named(message: str, name: str) -> str:
    """The message with the first words of what the photo is called."""
    if not name:
        return message
    short = name if len(name) <= 60 else name[:59].rstrip() + "…"
    return f"{message} «{short}»"
