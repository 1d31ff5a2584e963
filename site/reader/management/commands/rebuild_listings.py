from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from reader.rebuild import rebuild


class Command(BaseCommand):
    help = "Makes the lists, the archive and the search index of the public site anew from its publications."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("Public pages listed: %(count)d") % {"count": rebuild()})
