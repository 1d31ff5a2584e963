from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from cms.staff.models import User
from cms.trail.record import record


class Command(BaseCommand):
    help = "Takes a user's second factor away (a lost phone); who needs one sets up a new one at the next sign-in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    @transaction.atomic
    def handle(self, *args: Any, username: str, **options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(_("There is no user %(username)s.") % {"username": username}, returncode=2)
        removed = Authenticator.objects.filter(user=user).delete()[0]
        if not removed:
            raise CommandError(_("%(username)s has no second factor.") % {"username": username}, returncode=2)
        record("staff.second_factor_reset", subject=f"user:{user.pk}")
        self.stdout.write(
            _("%(username)s signs in without a second factor until a new one is set up.") % {"username": username}
        )
