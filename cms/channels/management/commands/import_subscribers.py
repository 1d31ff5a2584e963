import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.channels.errors import ChannelError
from cms.channels.lists.actions import Checked, import_list, look_over
from cms.channels.lists.read import Given, decoded
from cms.channels.models import Subscriber


class Command(BaseCommand):
    help = (
        "Adds people who agreed elsewhere to get the newsletter, from a CSV file with a column “email”: the whole list or nobody. "
        "Exits 1 where nobody was added."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--source", required=True, help="Where they agreed, as “paper forms of the congress, 18 March”."
        )
        parser.add_argument(
            "--date", type=dt.date.fromisoformat, help="When, for lines without a column “consented_on”."
        )
        parser.add_argument("--wants", choices=Subscriber.Wants.values, default=Subscriber.Wants.EACH.value)
        parser.add_argument(
            "--dry-run", action="store_true", help="Say what would become of each line, and add nobody."
        )

    def handle(self, *args: Any, file: Path, source: str, wants: str, dry_run: bool, **options: Any) -> None:
        if not file.is_file():
            raise CommandError(_("There is no file %(path)s.") % {"path": file}, returncode=2)
        given = Given(source, options["date"], wants)
        try:
            text = decoded(file.read_bytes())
            checked = look_over(text, given)
            self._tell(checked)
            if dry_run:
                count = len(checked.new)
                self.stdout.write(_("%(count)d would be added, if no line is wrong.") % {"count": count})
                return
            checked = import_list(text, given, None)
        except ChannelError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_("%(count)d added.") % {"count": len(checked.new)})

    def _tell(self, checked: Checked) -> None:
        for remark in checked.errors:
            self.stderr.write(_("Line %(number)d: %(why)s") % {"number": remark.number, "why": remark.why})
        for remark in checked.left_out:
            self.stdout.write(_("Line %(number)d left out: %(why)s") % {"number": remark.number, "why": remark.why})
