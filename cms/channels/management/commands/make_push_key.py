from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.channels.webpush.keys import make_key, newest_key


class Command(BaseCommand):
    help = "Makes the pair of keys for notifications in browsers; shows the public one, and the private one to nobody."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--another", action="store_true", help="Make a further pair for subscriptions from now on.")

    def handle(self, *args: Any, another: bool, **options: Any) -> None:
        if newest_key() is not None and not another:
            raise CommandError(_("There is a key already. With --another, new subscriptions get a new one."))
        self.stdout.write(_("Public key: %(key)s") % {"key": make_key().public})
