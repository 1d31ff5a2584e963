"""A photo that has lost its rights, where posts show it: no platform is asked by itself, since none lets a picture be taken out of
a post in every case; a person is told at once."""

from django.utils import timezone

from media.models import Photo, PublicationFile
from media.story import without

from .follow_ups import open_task
from .models import FollowUp, Placement
from .models.dispatch import post_of
from .registry import channel, compose, is_channel
from .telling import tell_follow_up


def tell_where_it_stands(photo: Photo) -> None:
    """Opens a task at each place whose post shows the photo, also in a version that is not the newest. What somebody has to do
    there already stays, and says it too (`task_sheet`). In the transaction in which the rights are lost."""
    showing = PublicationFile.objects.filter(kind=PublicationFile.Kind.PHOTO, file_id=photo.pk).values("publication")
    rows = Placement.objects.filter(state=Placement.State.STANDS, publication__in=showing)
    for place in rows.select_related("publication"):
        if not _shows(place, photo):
            continue
        # Who publishes and who sends may come to it at the same time.
        Placement.objects.select_for_update().filter(pk=place.pk).first()
        if task := place.follow_ups.filter(state=FollowUp.State.OPEN).first():
            tell_follow_up(task)
        else:
            open_task(place, place.publication, timezone.now(), withdrawal=False)


def _shows(place: Placement, photo: Photo) -> bool:
    story = place.publication.story
    payload = post_of(place.publication, place.channel)
    if payload is None or not is_channel(place.channel):
        # Nobody knows what a person has put there.
        return True
    other = compose(channel(place.channel), without(story, {photo.pk}))
    left = channel(place.channel).reading(other).pictures if other else ()
    return any(address not in left for address in channel(place.channel).reading(payload).pictures)
