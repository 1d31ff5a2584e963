import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cms.publication.inspection import differences
from cms.publication.models import Shelf


class Command(BaseCommand):
    help = "Goes over everything public and names what differs from its seal; exits 1 on any difference."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for difference in differences():
            found += 1
            self.stdout.write(difference)
        if found:
            sys.exit(1)
        self.stdout.write(_("All seals hold: %(count)d public pages.") % {"count": Shelf.objects.public().count()})
