import time
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from allauth.mfa.utils import decrypt
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from cms.publication.install import is_sample


class Command(BaseCommand):
    help = "Shows the present second-factor code of a demo account. Refused where the data is real."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        if settings.PRODUCTION or not is_sample():
            raise CommandError(
                _("This is no demo newsroom: codes come from the authenticator app alone."), returncode=2
            )
        found = Authenticator.objects.filter(user__username=username, type=Authenticator.Type.TOTP).first()
        if found is None:
            raise CommandError(_("%(username)s has no second factor.") % {"username": username}, returncode=2)
        counter = int(time.time()) // app_settings.TOTP_PERIOD
        self.stdout.write(format_hotp_value(hotp_value(decrypt(found.data["secret"]), counter)))
