"""Makes all rows of the reader anew from what is public."""

from django.db import transaction

from cms.publication.models import Shelf

from . import notes, rows
from .models import ArchiveDay, PublicNote, SearchName, Teaser, TopicUse
from .ours import rows as ours
from .search import index


@transaction.atomic
def rebuild() -> int:
    """Deletes the reader's rows and writes them again; gives how many pages are public. Run twice, it changes nothing more."""
    Teaser.objects.all().delete()
    SearchName.objects.all().delete()
    ArchiveDay.objects.all().delete()
    TopicUse.objects.all().delete()
    PublicNote.objects.all().delete()
    index.clear()
    ours.clear()
    for shelf in Shelf.objects.filter(current__isnull=False).select_related("current").order_by("pk").iterator():
        notes.rebuild(shelf)
        ours.rebuild(shelf)
    pages = 0
    for shelf in Shelf.objects.public().select_related("current").order_by("pk").iterator(chunk_size=200):
        if shelf.current is not None:
            rows.write(shelf, shelf.current)
            pages += 1
    rows.new_edition()
    return pages
