from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from newsroom.worker import GRACE_SECONDS, Worker, run_until_signal


class Command(BaseCommand):
    help = (
        "Runs the background work: queued tasks, scheduled publication and expiry, mail and webhooks, notes of the trail's "
        "head. Several may run. Ends on SIGTERM after finishing what it has in hand."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("The worker is running."))
        self.stdout.flush()
        if not run_until_signal(Worker()):
            raise CommandError(
                _("Some work was not finished within %(seconds)s seconds; it is taken up again later.")
                % {"seconds": GRACE_SECONDS}
            )
        self.stdout.write(_("The worker has ended."))
