from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.channels.actions import erase_subscriber
from cms.channels.errors import ChannelError
from cms.channels.personal import subscriber_named


class Command(BaseCommand):
    help = "Erases one subscriber for good; no list brings the address back. Exits 1 for an unknown one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subscriber", help="The address, or the number that the ledger has.")

    def handle(self, *args: Any, subscriber: str, **options: Any) -> None:
        try:
            erase_subscriber(subscriber_named(subscriber), None)
        except ChannelError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("Erased."))
