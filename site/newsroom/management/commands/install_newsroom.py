from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from newsroom.installation import install


class Command(BaseCommand):
    help = "Makes the frame of a new site: front page, lists and imprint. May be run again at any time."

    def handle(self, *args: Any, **options: Any) -> None:
        front = install()
        self.stdout.write(_("The site stands: %(title)s.") % {"title": front.title})
