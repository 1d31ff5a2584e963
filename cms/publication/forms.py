from django import forms
from django.utils.translation import gettext_lazy as _

from cms.text.normal import clean, one_line

LONGEST_REASON = 300
LONGEST_NOTICE = 1000
"""Characters."""


class ReasonForm(forms.Form):
    """A form that asks why; subclasses have the field."""

    def clean_reason(self) -> str:
        # Django takes an invisible character for a reason.
        reason = one_line(self.cleaned_data["reason"])
        if not reason:
            raise forms.ValidationError(self.fields["reason"].error_messages["required"])
        return reason


class WithdrawalForm(ReasonForm):
    """Why a page is taken back, and what its readers are told."""

    reason = forms.CharField(
        label=_("Reason for taking it back"),
        max_length=LONGEST_REASON,
        help_text=_("Kept beside the trail; readers don't see it."),
        error_messages={"required": _("Please say why it is taken back.")},
    )
    notice = forms.CharField(
        label=_("Notice to readers"),
        max_length=LONGEST_NOTICE,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "Stands at the address in place of the page, and goes to whoever was sent it. Left empty, readers are only told "
            "that it is gone."
        ),
    )

    def clean_notice(self) -> str:
        return clean(self.cleaned_data["notice"])


class BulkWithdrawalForm(WithdrawalForm):
    """The same for all chosen pages."""

    include_descendants = forms.BooleanField(label=_("Also what is public below them"), required=False)


class RollBackForm(ReasonForm):
    """Why an earlier version comes back."""

    reason = forms.CharField(
        label=_("Reason for bringing it back"),
        max_length=LONGEST_REASON,
        help_text=_("Kept beside the trail; readers don't see it."),
        error_messages={"required": _("Please say why the earlier version comes back.")},
    )
