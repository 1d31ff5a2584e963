from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from newsroom.backup import BackupError, restore


class Command(BaseCommand):
    help = "Puts a backup back (database, uploaded files) and holds every public page against its seal."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--replace", action="store_true", help="overwrite a newsroom that has accounts already")

    def handle(self, *args: Any, folder: Path, replace: bool, **options: Any) -> None:
        try:
            restore(folder, replace=replace, say=self.stdout.write)
        except BackupError as error:
            raise CommandError(str(error), returncode=2) from error
        call_command("check_seals", stdout=self.stdout, stderr=self.stderr)
        self.stdout.write(_("The backup is restored. Start the web server and the worker again."))
