"""What somebody has to know who does a task by hand: what stands there, what is to stand there, and what readers are told."""

from dataclasses import dataclass

from cms.publication.changes import corrections_of, lines
from cms.publication.links import short_url
from cms.publication.models import Publication, Shelf
from cms.publication.story import Story
from media.queries import without_rights
from media.story import shown_now

from .follow_ups import text_for
from .models import FollowUp
from .models.dispatch import post_of
from .registry import channel, compose, is_channel
from .verbs import Verb


@dataclass(frozen=True)
class Sheet:
    """A task in full."""

    link: str
    """The article's own short address."""
    text_stays: bool
    """Whether the words that stand there are those that are to stand there."""
    corrections: tuple[tuple[str, ...], ...]
    """The formal corrections since, each in its lines."""
    pictures: tuple[str, ...]
    """Addresses of pictures that are to stand there and do not."""
    without_picture: bool
    """Whether a picture stands there that is to go, and none comes in its place."""
    lost: tuple[str, ...]
    """The photos of what stands there that must not be shown any more, in words."""
    notice: str
    """What the withdrawal tells readers."""


def sheet_of(task: FollowUp) -> Sheet:
    """Everything about the task that does not stand in its row."""
    place, story = task.placement, task.publication.story
    standing, coming = _pictures(place.channel, place.publication), _pictures_now(place.channel, task.publication)
    withdrawal = task.verb == Verb.WITHDRAW
    return Sheet(
        link=short_url(place.page_id),
        text_stays=not withdrawal and task.text == text_for(place, place.publication),
        corrections=tuple(tuple(lines(each)) for each in corrections_of(story, place.publication.story)),
        pictures=() if withdrawal else tuple(each for each in coming if each not in standing),
        without_picture=not withdrawal and bool(standing) and not coming,
        lost=() if withdrawal else _lost(place.publication.story),
        notice=_notice(place.page_id) if withdrawal else "",
    )


def _pictures(code: str, publication: Publication) -> tuple[str, ...]:
    payload = post_of(publication, code)
    return channel(code).reading(payload).pictures if payload and is_channel(code) else ()


def _pictures_now(code: str, publication: Publication) -> tuple[str, ...]:
    """Those of the post as the public may see it now."""
    seen = shown_now(publication.story)
    if seen is publication.story or not is_channel(code):
        return _pictures(code, publication)
    payload = compose(channel(code), seen)
    return channel(code).reading(payload).pictures if payload else ()


def _lost(story: Story) -> tuple[str, ...]:
    photos = {photo.image_id: photo for photo in story.every_photo()}
    lost = without_rights(set(photos)) if photos else set()
    return tuple(photo.caption or photo.alt for pk, photo in photos.items() if pk in lost)


def _notice(page_id: int) -> str:
    return Shelf.objects.filter(pk=page_id).values_list("notice", flat=True).first() or ""
