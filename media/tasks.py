"""Work of the photo desk that no request waits for."""

import logging

from django_tasks import task

from cms.publication.models import Publication

from . import renditions
from .cards import making
from .errors import FileDamaged
from .models import Photo

log = logging.getLogger(__name__)

# A worker has this long to find another one's lock gone; making all renditions of a large photo takes seconds.
_WAIT = 120.0


# Posts and mails go first: a missing rendition is made when the first reader asks for it.
@task(priority=-10)
def make_renditions(photo_id: int) -> int:
    """Makes all renditions that readers may ask for; gives how many the photo has. What exists already is left alone."""
    photo = Photo.objects.filter(pk=photo_id).first()
    if photo is None:
        return 0
    slots = renditions.slots_of(photo)
    try:
        renditions.make(photo, slots, wait=_WAIT)
    except FileDamaged:
        log.exception("Photo %d has no renditions", photo_id)
        return 0
    return len(slots)


@task(priority=-10)
def make_cards(publication_id: int) -> bool:
    """Makes the cards of a publication, from its story alone; False where it is not public any more, or has them."""
    publication = Publication.objects.filter(pk=publication_id).first()
    return publication is not None and making.make(publication)
