import signal
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from newsroom.bench import place
from newsroom.bench.errors import BenchError
from newsroom.settings.env import VAR_DIR


class Command(BaseCommand):
    help = (
        "Measures how fast the public pages answer and posts leave, in a sample newsroom that is made for it and thrown away; "
        "writes var/bench.json. Exits 1 where a page needs more queries than is promised."
    )
    # Nothing of this newsroom is read or written but the file with the figures.
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--few", type=int, default=40, help="articles of the small newsroom (40)")
        parser.add_argument("--many", type=int, default=240, help="articles of the large newsroom (240)")
        parser.add_argument("--desk", type=int, default=100_000, help="articles that the desk knows of (100000)")
        parser.add_argument("--rounds", type=int, default=5, help="alternations, at least 5 (5)")
        parser.add_argument("--requests", type=int, default=4, help="timed requests of a page in one alternation (4)")
        parser.add_argument("--sent", type=int, default=20, help="articles sent to platforms on loopback (20)")
        parser.add_argument("--output", type=Path, default=VAR_DIR / "bench.json", metavar="FILE")

    def handle(
        self,
        *args: Any,
        few: int,
        many: int,
        desk: int,
        rounds: int,
        requests: int,
        sent: int,
        output: Path,
        **options: Any,
    ) -> None:
        if few < 1 or many <= few:
            raise CommandError(_("The large newsroom must have more articles than the small one."), returncode=2)
        if rounds < 5 or requests < 1 or sent < 1:
            raise CommandError(_("At least five alternations make a figure."), returncode=2)
        # So that whoever ends the command leaves no database behind.
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
        numbers = {
            "--few": few,
            "--many": many,
            "--desk": desk,
            "--rounds": rounds,
            "--requests": requests,
            "--sent": sent,
        }
        arguments = [word for name, value in numbers.items() for word in (name, str(value))]
        try:
            code = place.run([*arguments, "--output", str(output.absolute())])
        except BenchError as error:
            raise CommandError(str(error), returncode=2) from error
        if code:
            sys.exit(code)
        self.stdout.write(str(output))
