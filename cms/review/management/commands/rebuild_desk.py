from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cms.review.desk.rows import rebuild


class Command(BaseCommand):
    help = "Writes the rows of the desk page anew, from pages, reviews and publications."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("Rows of the desk written: %(count)d") % {"count": rebuild()})
