"""The pages of the second factor; the same names as allauth's own, whose templates and views link to each other by them."""

from typing import Any

from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from csp.decorators import csp_update
from django.contrib.auth.decorators import login_required
from django.urls import path

from cms.staff.roles import needs_second_factor

# The picture of the authenticator's key is made on the page; it is never fetched.
_with_key_picture = csp_update({"img-src": ["data:"]})


class IndexView(base.IndexView):
    """As allauth's; the page knows whether the factor may be switched off."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "must_keep": needs_second_factor(self.request.user)}


urlpatterns = [
    path("", login_required(IndexView.as_view()), name="mfa_index"),
    path("authenticate/", base.authenticate, name="mfa_authenticate"),
    path("reauthenticate/", base.reauthenticate, name="mfa_reauthenticate"),
    path("totp/activate/", _with_key_picture(totp.activate_totp), name="mfa_activate_totp"),
    path("totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery-codes/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/generate/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("recovery-codes/download/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]
