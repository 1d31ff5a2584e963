from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cms.publication.models import Shelf
from media.cards.faces import KINDS
from media.tasks import make_cards


class Command(BaseCommand):
    help = "Orders the cards of all public pages that have none, or older ones; the worker makes them."

    def handle(self, *args: Any, **options: Any) -> None:
        shelves = Shelf.objects.public().filter(kind__in=KINDS).order_by("pk").values_list("current", flat=True)
        count = 0
        for publication_id in shelves.iterator(chunk_size=500):
            make_cards.enqueue(publication_id)
            count += 1
        self.stdout.write(_("Cards ordered for pages: %(count)d") % {"count": count})
