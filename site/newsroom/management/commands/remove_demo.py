from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from newsroom.demo.errors import DemoRefused
from newsroom.demo.removal import remove


class Command(BaseCommand):
    help = "Removes the demo newsroom that load_demo made, with its accounts and files, and nothing else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--with-dependents",
            action="store_true",
            help="also removes pages made since that stand on the demo's sections, people, sessions, photos or papers",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            removed = remove(dependents=options["with_dependents"])
        except DemoRefused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("The demo newsroom is removed.") if removed else _("There is no demo newsroom here."))
