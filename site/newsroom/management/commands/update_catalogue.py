from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from newsroom.catalogues import compile_all, update
from newsroom.settings.env import BASE_DIR


class Command(BaseCommand):
    help = "Brings the interface's catalogues up to the code, keeping translations; --merge fills them from PO files."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--merge", nargs="+", type=Path, default=[], metavar="FILE")

    def handle(self, *args: Any, merge: list[Path], **options: Any) -> None:
        for path in merge:
            if not path.is_file():
                raise CommandError(f"There is no file {path}.", returncode=2)
        missing = update(BASE_DIR, merge)
        compile_all()
        for text in missing:
            self.stdout.write(f"no Vietnamese yet: {text!r}")
        self.stdout.write(f"{len(missing)} strings have no Vietnamese yet.")
