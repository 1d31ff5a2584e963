from typing import Any

from django.core.management.base import BaseCommand, CommandError

from newsroom.catalogues import problems
from newsroom.settings.env import BASE_DIR


class Command(BaseCommand):
    help = "Checks that every string of the interface has its Vietnamese. Exits 1 where one lacks it."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        found = list(problems(BASE_DIR))
        for problem in found:
            self.stdout.write(problem)
        if found:
            raise CommandError(f"{len(found)} problems in the catalogues", returncode=1)
        self.stdout.write("Every string of the interface has its Vietnamese.")
