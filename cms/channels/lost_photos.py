"""A photo that has lost its rights, where posts show it: no platform is asked by itself, since none lets a picture be taken out of
a post in every case; a person is told at once."""

from django.utils import timezone

from media.models import Photo
from media.story import without

from .follow_ups import open_task
from .models import Placement
from .models.dispatch import post_of
from .registry import channel, compose, is_channel


def tell_where_it_stands(photo: Photo) -> None:
    """Opens a task at each place whose post shows the photo, also in a version that is not the newest. In the transaction in which
    the rights are lost."""
    named = f'"image_id":{photo.pk}'
    rows = Placement.objects.filter(state=Placement.State.STANDS, publication__story_json__contains=named)
    for place in rows.select_related("publication"):
        if _shows(place, photo):
            open_task(place, place.publication, timezone.now(), withdrawal=False)


def _shows(place: Placement, photo: Photo) -> bool:
    story = place.publication.story
    if photo.pk not in {each.image_id for each in story.every_photo()}:
        return False
    payload = post_of(place.publication, place.channel)
    if payload is None or not is_channel(place.channel):
        # Nobody knows what a person has put there.
        return True
    other = compose(channel(place.channel), without(story, {photo.pk}))
    left = channel(place.channel).reading(other).pictures if other else ()
    return any(address not in left for address in channel(place.channel).reading(payload).pictures)
