"""Signing in: accounts are made by an administrator, so nobody signs up, and there is one door to the admin."""

import time
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from cms.staff.roles import needs_second_factor
from cms.trail.record import record

FRESH_SECONDS = 5 * 60
"""How long after signing in nobody is asked for the password again; allauth's own default for confirming access."""

LOCK_OUT_TOLD_EVERY = 5 * 60
"""Seconds: how long a lock-out lasts."""


class StaffOnlyAdapter(DefaultAccountAdapter):
    """allauth, with the sign-up closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            # Told once in a while, not at each further attempt: else whoever is locked out could fill the trail.
            if cache.add("locked-out:" + self.get_client_ip(request), True, LOCK_OUT_TOLD_EVERY):
                record("staff.locked_out")
            raise

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Not right after signing in: who sets up a second factor at the first visit has just typed the password."""
        records = get_authentication_records(self.request, self.request.user)
        if any(time.time() - record.get("at", 0) < FRESH_SECONDS for record in records):
            return False
        return bool(super().is_reauthentication_required(app=app, **options))


class SecondFactorAdapter(DefaultMFAAdapter):
    """allauth's second factor; who must have one can't switch it off."""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return not needs_second_factor(authenticator.user)

    def get_totp_label(self, user: Any) -> str:
        return str(user.get_username())


@never_cache
def admin_login_redirect(request: HttpRequest) -> HttpResponse:
    """In the place of Wagtail's own log-in page, which knows neither the second factor nor the limit on failed attempts."""
    query = urlencode({"next": request.GET["next"]}) if request.GET.get("next") else ""
    return HttpResponseRedirect(reverse(settings.LOGIN_URL) + (f"?{query}" if query else ""))
