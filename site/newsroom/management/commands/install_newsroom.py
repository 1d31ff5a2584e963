from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cms.channels.webpush.keys import ensure_key
from newsroom.installation import install


class Command(BaseCommand):
    help = (
        "Makes the frame of a new site (front page, lists, imprint) and its key for notifications in browsers. "
        "May be run again at any time."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        front = install()
        ensure_key()
        self.stdout.write(_("The site stands: %(title)s.") % {"title": front.title})
