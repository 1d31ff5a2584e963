from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cms.channels.webpush.keys import ensure_key
from newsroom.demo.errors import DemoRefused
from newsroom.demo.loading import load


class Command(BaseCommand):
    help = (
        "Loads the demo newsroom: a fictional city, its congress, people, articles and accounts, marked as sample data."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            loaded = load(lambda text: self.stdout.write(f"· {text}"))
        except DemoRefused as error:
            raise CommandError(str(error)) from error
        ensure_key()
        self.stdout.write(_("The demo newsroom is loaded.") if loaded else _("The demo newsroom was there already."))
