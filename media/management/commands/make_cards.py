from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cms.publication.models import Shelf
from media.cards.faces import KINDS
from media.tasks import make_cards

_BEHIND = -50
"""Priority: what is published meanwhile gets its cards before all of the archive."""


class Command(BaseCommand):
    help = "Orders the cards of all public pages, the newest first; the worker makes those that are not there."

    def handle(self, *args: Any, **options: Any) -> None:
        shelves = Shelf.objects.public().filter(kind__in=KINDS).order_by("-pk").values_list("current", flat=True)
        # Read to the end first: on SQLite nobody may write between a reading and a writing of one connection.
        ordered = list(shelves)
        for publication_id in ordered:
            make_cards.using(priority=_BEHIND).enqueue(publication_id)
        count = len(ordered)
        self.stdout.write(_("Cards ordered for pages: %(count)d") % {"count": count})
