from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.channels.errors import ChannelError
from cms.channels.personal import export_subscriber, subscriber_named


class Command(BaseCommand):
    help = "Prints everything that is known of one subscriber, as JSON. Exits 1 for an unknown one."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subscriber", help="The address, or the number that the ledger has.")

    def handle(self, *args: Any, subscriber: str, **options: Any) -> None:
        try:
            self.stdout.write(export_subscriber(subscriber_named(subscriber), None))
        except ChannelError as error:
            raise CommandError(str(error)) from error
