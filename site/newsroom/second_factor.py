"""The second factor of whoever approves or administers: no page of the admin opens without it."""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import (
    authentication_failed,
    authenticator_added,
    authenticator_removed,
    authenticator_reset,
)
from django.contrib.auth.models import AnonymousUser
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from cms.staff.roles import needs_second_factor
from cms.trail.record import record


def has_second_factor(request: HttpRequest, user: Any = None) -> bool:
    """Whether the person proved a second factor in this session, with one that still stands."""
    user = user or request.user
    if not user.is_authenticated:
        return False
    used = {entry.get("id") for entry in get_authentication_records(request, user) if entry.get("method") == "mfa"}
    return bool(used) and Authenticator.objects.filter(user=user, pk__in=used - {None}).exists()


def lacks_second_factor(request: HttpRequest, user: Any = None) -> bool:
    """Whether this signed-in person must have a second factor and did not prove one in this session."""
    user = user or request.user
    return user.is_authenticated and needs_second_factor(user) and not has_second_factor(request, user)


class SecondFactorMiddleware:
    """Sends who needs a second factor to prove it, or to set it up, before anything of the admin opens.

    Outside of the admin and the account's own pages, who did not prove it is nobody: files that are not public stay closed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._guards(request.path):
            if lacks_second_factor(request):
                return HttpResponseRedirect(self._where(request))
        elif not request.path.startswith(self._open()):
            user = request.user
            # Only once somebody asks: public pages know no session.
            request.user = SimpleLazyObject(  # type: ignore[assignment]
                lambda: AnonymousUser() if lacks_second_factor(request, user) else user
            )
        return self.get_response(request)

    def _guards(self, path: str) -> bool:
        return path.startswith(reverse("wagtailadmin_home")) and path != reverse("wagtailadmin_logout")

    def _open(self) -> tuple[str, ...]:
        """Where somebody without the factor is who they are: to sign out, and to set the factor up."""
        return reverse("wagtailadmin_logout"), reverse("account_login").removesuffix("login/")

    def _where(self, request: HttpRequest) -> str:
        set_up = Authenticator.objects.filter(user_id=request.user.pk, type=Authenticator.Type.TOTP).exists()
        page = reverse("mfa_reauthenticate" if set_up else "mfa_activate_totp")
        back = request.get_full_path() if request.method == "GET" else reverse("wagtailadmin_home")
        return f"{page}?{urlencode({'next': back})}"


@receiver(authenticator_added)
def prove_at_set_up(sender: type, request: HttpRequest, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    """Who has just set up an authenticator typed a code of it: that is the proof for this session."""
    record("staff.second_factor_added", actor=user, subject=f"user:{user.pk}", data={"type": authenticator.type})
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)


@receiver(authenticator_removed)
def note_removal(sender: type, user: Any, authenticator: Authenticator, **kwargs: Any) -> None:
    record("staff.second_factor_removed", actor=user, subject=f"user:{user.pk}", data={"type": authenticator.type})


@receiver(authenticator_reset)
def note_new_codes(sender: type, user: Any, **kwargs: Any) -> None:
    record("staff.recovery_codes_made", actor=user, subject=f"user:{user.pk}")


@receiver(authentication_failed)
def note_wrong_code(sender: type, user: Any, **kwargs: Any) -> None:
    record("staff.second_factor_failed", actor=user, subject=f"user:{user.pk}")
