import sys
from mailbox import NoSuchMailboxError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error
from django.utils.translation import gettext as _

from cms.channels.mail.returns.actions import take_in
from cms.channels.mail.returns.inbox import empty
from cms.channels.mail.returns.reports import MOST_BYTES

TRY_AGAIN = 75
"""What a mail server understands as: keep the mail and come again (``EX_TEMPFAIL``)."""


class Command(BaseCommand):
    help = (
        "Takes in a mail that came to the return address of the newsletter, from the standard input as a mail server pipes it; "
        "or all new ones of a Maildir. Exits 75 where the mail server is to try again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", default="", help="The address that the mail was for, as the mail server knows it.")
        parser.add_argument("--maildir", type=Path)

    def handle(self, *args: Any, to: str, maildir: Path | None, **options: Any) -> None:
        if maildir is not None:
            try:
                found = empty(maildir, sys.maxsize)
            except NoSuchMailboxError as error:
                raise CommandError(_("There is no mailbox %(path)s.") % {"path": maildir}, returncode=2) from error
            for taken, count in sorted(found.items()):
                self.stdout.write(f"{taken}: {count}")
            return
        try:
            self.stdout.write(take_in(sys.stdin.buffer.read(MOST_BYTES), to))
        except Error as error:
            raise CommandError(
                _("The database is not there: %(error)s") % {"error": error}, returncode=TRY_AGAIN
            ) from error
