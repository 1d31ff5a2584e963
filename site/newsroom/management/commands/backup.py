from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from newsroom.backup import BackupError, make


class Command(BaseCommand):
    help = "Writes the database and all uploaded files into a new folder; the newsroom stays in use meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        try:
            made = make(folder)
        except BackupError as error:
            raise CommandError(str(error), returncode=2) from error
        size = sum(file.size for file in made.files)
        self.stdout.write(
            _("%(folder)s: %(files)s files, %(size)s MB.")
            % {"folder": folder, "files": len(made.files), "size": f"{size / 1_000_000:.1f}"}
        )
