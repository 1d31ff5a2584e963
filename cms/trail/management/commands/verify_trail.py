import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cms.trail.models import Entry
from cms.trail.verify import faults


class Command(BaseCommand):
    help = "Goes over the trail and names every change, gap, deletion and cut-off tail; exits 1 on any."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for fault in faults():
            found += 1
            self.stdout.write(fault)
        if found:
            sys.exit(1)
        self.stdout.write(_("The trail holds: %(count)d entries.") % {"count": Entry.objects.count()})
