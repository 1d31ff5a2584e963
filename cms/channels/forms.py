from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from .models import WebhookEndpoint
from .subscriptions import clean_address
from .webhook.address import problem_with


class SubscribeForm(forms.Form):
    """The public form. ``website`` is a trap: people don't see it, and programs fill it in."""

    email = forms.CharField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": _("Enter your e-mail address.")},
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))

    def clean_email(self) -> str:
        return clean_address(self.cleaned_data["email"])

    def is_trapped(self) -> bool:
        return bool(self.cleaned_data.get("website"))


class EndpointForm(WagtailAdminModelForm):
    class Meta:
        model = WebhookEndpoint
        fields: list[str] = ["name", "url", "active"]

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if problem := problem_with(url):
            raise ValidationError(problem)
        return url
