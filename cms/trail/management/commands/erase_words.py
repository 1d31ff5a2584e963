from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.trail.actions import erase_words


class Command(BaseCommand):
    help = "Erases what somebody typed with an act of the trail, where it must not be kept; the act itself stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int)

    def handle(self, *args: Any, number: int, **options: Any) -> None:
        if not erase_words(number):
            raise CommandError(_("No words stand with entry %(number)d.") % {"number": number}, returncode=2)
        self.stdout.write(_("The words of entry %(number)d are erased.") % {"number": number})
