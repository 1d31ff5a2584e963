"""The way from one's account in the admin to the pages where password and second factor are changed."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.account import BaseSettingsPanel


class SignInPanel(BaseSettingsPanel):
    """Two links; it has nothing to save."""

    name = "sign_in"
    title = _("Signing in")
    order = 150
    template_name = "admin/newsroom/sign_in_panel.html"

    def get_form(self) -> forms.Form:
        return forms.Form()

    def get_context_data(self) -> dict[str, Any]:
        return {
            "links": [
                (reverse("account_change_password"), _("Change password")),
                (reverse("mfa_index"), _("Second factor")),
            ]
        }
