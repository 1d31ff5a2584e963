from typing import Any, cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from cms.publication.emergency import SHORTEST_REASON
from cms.publication.forms import LONGEST_NOTICE, LONGEST_REASON
from cms.text.choices import offered
from cms.text.fold import words
from cms.text.normal import clean, one_line

from .actions import OUTCOMES
from .models import AfterReview


class _AtOnceForm(forms.Form):
    """Asks why, and for a phrase that nobody types by accident; with or without diacritics, for it may be a phone at night."""

    phrase: Promise

    reason = forms.CharField(
        label=pgettext_lazy("emergency", "Why this can't wait for the review"),
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 3}),
        help_text=pgettext_lazy("emergency", "One sentence. All editors read it at once; readers don't see it."),
    )
    confirmed = forms.CharField(
        label=pgettext_lazy("emergency", "Confirmation"), widget=forms.TextInput({"autocomplete": "off"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = pgettext_lazy("emergency", "Type “%(phrase)s” here; it may be without diacritics.") % {
            "phrase": self.phrase
        }
        self.fields["confirmed"].help_text = told

    def clean_reason(self) -> str:
        reason = one_line(self.cleaned_data["reason"])
        if len(reason) < SHORTEST_REASON:
            # Django counts invisible characters.
            raise forms.ValidationError(_("Please say in a sentence why this can't wait for the review."))
        return reason

    def clean_confirmed(self) -> str:
        if words(self.cleaned_data["confirmed"]) != words(str(self.phrase)):
            raise forms.ValidationError(_("That is not the phrase."))
        return str(self.cleaned_data["confirmed"])


class PublishAtOnceForm(_AtOnceForm):
    phrase = pgettext_lazy("emergency", "publish now")
    digest = forms.CharField(widget=forms.HiddenInput)


class WithdrawAtOnceForm(_AtOnceForm):
    phrase = pgettext_lazy("emergency", "withdraw now")
    notice = forms.CharField(
        label=pgettext_lazy("emergency", "Notice to readers"),
        max_length=LONGEST_NOTICE,
        widget=forms.Textarea({"rows": 3}),
        initial=pgettext_lazy("emergency", "This article has been taken back and is being checked."),
        help_text=pgettext_lazy(
            "emergency", "Stands at the address in place of the page, and goes to whoever was sent it."
        ),
    )

    field_order = ["reason", "notice", "confirmed"]

    def clean_notice(self) -> str:
        return clean(self.cleaned_data["notice"])


class ClosingForm(forms.Form):
    """What somebody else has found."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("after-review", "What became of it"), choices=(), widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=pgettext_lazy("after-review", "What you found"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=pgettext_lazy("after-review", "Stands in the report of the month, and beside the trail."),
    )

    def __init__(self, after_review: AfterReview, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possible = OUTCOMES[AfterReview.Act(after_review.act)]
        outcomes = cast("forms.ChoiceField", self.fields["outcome"])
        outcomes.choices = offered((outcome.value, outcome.label) for outcome in possible)

    def clean_note(self) -> str:
        if not one_line(self.cleaned_data["note"]):
            raise forms.ValidationError(_("Please say what you found."))
        return clean(self.cleaned_data["note"])
