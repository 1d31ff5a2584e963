from typing import Any

from django.core.management.base import BaseCommand

from newsroom.catalogues import LOCALE, compile_all


class Command(BaseCommand):
    help = "Compiles the translations of the interface (.po to .mo). No gettext tool is needed."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        for path in compile_all():
            self.stdout.write(str(path.relative_to(LOCALE)))
