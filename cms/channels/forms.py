from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateTimeInput

from cms.sending.address import problem_with

from .digests.rhythm import comes_in
from .errors import ChannelError
from .lists.read import MOST_BYTES, Given, decoded
from .models import Account, Subscriber, WebhookEndpoint
from .registry import platforms
from .subscriptions import clean_address, no_digests, offered
from .vault import Credentials

if TYPE_CHECKING:
    from .platform import Platform


class SubscribeForm(forms.Form):
    """The public form. ``website`` is a trap: people don't see it, and programs fill it in."""

    email = forms.CharField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": _("Enter your e-mail address.")},
    )
    wants = forms.ChoiceField(
        label=pgettext_lazy("newsletter", "You get"),
        choices=Subscriber.Wants.choices,
        initial=Subscriber.Wants.EACH,
        widget=forms.RadioSelect,
        required=False,
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))

    def clean_email(self) -> str:
        return clean_address(self.cleaned_data["email"])

    def clean_wants(self) -> str:
        return self.cleaned_data["wants"] or Subscriber.Wants.EACH

    def is_trapped(self) -> bool:
        return bool(self.cleaned_data.get("website"))


class ChoiceForm(forms.Form):
    """What somebody who subscribes wants to get from now on."""

    wants = forms.ChoiceField(
        label=pgettext_lazy("newsletter", "You get"), choices=Subscriber.Wants.choices, widget=forms.RadioSelect
    )

    def __init__(self, subscriber: Subscriber) -> None:
        super().__init__(initial={"wants": subscriber.wants})
        fields: Any = self.fields
        fields["wants"].choices = [(each, Subscriber.Wants(each).label) for each in offered(subscriber.language)]
        self.no_digests = "" if comes_in(subscriber.language) else no_digests()
        self.is_open = any(each != subscriber.wants for each, _label in fields["wants"].choices)


class ListForm(forms.Form):
    """A list of people who agreed elsewhere. It is sent twice: to be looked over, and, as text, to be taken in."""

    file = forms.FileField(
        label=pgettext_lazy("list", "CSV file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        help_text=_(
            "UTF-8, with a first line that names the columns: email, and where they differ by person consented_on, wants (each, "
            "daily, weekly), language. Other columns are not kept."
        ),
    )
    text = forms.CharField(required=False, widget=forms.HiddenInput, strip=False)
    source = forms.CharField(
        label=pgettext_lazy("list", "Where they agreed"),
        max_length=200,
        help_text=_(
            "For example “Paper forms at the stand of the congress, hall B”. It is told to whoever asks for their data."
        ),
    )
    consented_on = forms.DateField(
        label=pgettext_lazy("list", "When they agreed"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("For the lines that have no day of their own."),
    )
    wants = forms.ChoiceField(label=pgettext_lazy("list", "They get"), choices=Subscriber.Wants.choices)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        uploaded = cleaned.get("file")
        if uploaded:
            try:
                cleaned["text"] = decoded(uploaded.read(MOST_BYTES + 1))
            except ChannelError as error:
                self.add_error("file", str(error))
        elif not cleaned.get("text"):
            self.add_error("file", _("Choose a file."))
        return cleaned

    def given(self) -> Given:
        return Given(self.cleaned_data["source"], self.cleaned_data["consented_on"], self.cleaned_data["wants"])


class EndpointForm(WagtailAdminModelForm):
    class Meta:
        model = WebhookEndpoint
        fields: list[str] = ["name", "url", "active"]
        help_texts: dict[str, Any] = {
            "url": _("The address of the partner's server, beginning with https://"),
            "active": _("Without it no article is sent to this partner."),
        }

    def clean_url(self) -> str:
        url: str = self.cleaned_data["url"]
        if problem := problem_with(url):
            raise ValidationError(problem)
        return url


class AccountForm(WagtailAdminModelForm):
    """Whose account it is stays as it was entered: posts stand there under its address."""

    channel = forms.ChoiceField(label=_("Platform"))

    class Meta:
        model = Account
        fields: list[str] = ["channel", "name", "address", "is_test", "active"]
        help_texts: dict[str, Any] = {
            "address": _("Facebook: the Page's number. Telegram: @name_of_the_channel. Zalo: the OA's number.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = bool(self.instance.pk)
        fields: Any = self.fields
        fields["channel"].choices = [(one.code, one.label) for one in platforms()]
        fields["channel"].disabled = fields["address"].disabled = kept
        if not kept:
            # Nothing can be posted before the platform has accepted its credentials.
            del fields["active"]

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if "://" in address and (problem := problem_with(address)):
            raise ValidationError(problem)
        return address

    def clean_active(self) -> bool:
        active: bool = self.cleaned_data["active"]
        if active and not self.instance.credentials:
            raise ValidationError(_("Enter the credentials first."))
        return active


class CredentialsForm(forms.Form):
    """What opens an account, entered anew each time: nothing that is kept is ever shown."""

    def __init__(self, platform: "Platform", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for each in platform.credentials:
            self.fields[each.name] = forms.CharField(
                label=each.label,
                help_text=each.help_text,
                max_length=2000,
                widget=forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
            )
        self._names = [each.name for each in platform.credentials]
        self.fields["expires_at"] = forms.DateTimeField(
            label=_("They end"),
            required=False,
            widget=AdminDateTimeInput(),
            help_text=_(
                "Leave it empty where they don't, or where the platform says so itself. Channel managers are warned ahead."
            ),
        )

    def entered(self) -> Credentials:
        return Credentials({name: self.cleaned_data[name].strip() for name in self._names})


class SettleForm(forms.Form):
    """The link of a post that has arrived, as it was copied there."""

    url = forms.URLField(max_length=500, required=False, assume_scheme="https")


class DoneForm(forms.Form):
    """That a task at a platform was done by hand."""

    url = forms.URLField(
        label=_("Link, where it is another one now"), max_length=500, required=False, assume_scheme="https"
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)


class PlaceForm(forms.Form):
    """A place where somebody has put an article by hand."""

    name = forms.CharField(
        label=_("Where"),
        max_length=120,
        help_text=_("For example “YouTube: the congress's channel”, or a paper and its page."),
    )
    url = forms.URLField(label=_("Link"), max_length=500, required=False, assume_scheme="https")
    printed = forms.BooleanField(label=pgettext_lazy("place of an article", "In print, without a link"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.pop("printed", False) and not cleaned.get("url") and "url" not in self.errors:
            told = pgettext(
                "place of an article", "Enter the link, by which corrections find it; or say that it is in print."
            )
            self.add_error("url", told)
        return cleaned


class LinkForm(forms.Form):
    """The link of a place, as it was copied there."""

    url = forms.URLField(
        max_length=500,
        assume_scheme="https",
        error_messages={"required": _("Enter the link of the post."), "invalid": _("This is no valid address.")},
    )
