from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.text.choices import offered

from ..private import Scan, checked
from .models import Attestation, Leader, SignoffRequest


def _asked() -> Any:
    active = Leader.objects.filter(active=True)
    return active.filter(pk__in=[leader.pk for leader in active if leader.may_be_asked])


class AskForm(forms.Form):
    """Whom to ask, and how the link travels."""

    leader = forms.ModelChoiceField(label=pgettext_lazy("person", "Leader"), queryset=Leader.objects.none())
    way = forms.ChoiceField(
        label=_("How the link travels"),
        choices=lambda: offered(SignoffRequest.Way.choices),
        widget=forms.RadioSelect,
        initial=SignoffRequest.Way.MAIL,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"].queryset = _asked()  # type: ignore[attr-defined]


class AttestForm(forms.Form):
    """What a leader said, as it was noted."""

    leader = forms.ModelChoiceField(label=pgettext_lazy("person", "Leader"), queryset=Leader.objects.none())
    how = forms.ChoiceField(label=_("How"), choices=lambda: offered(Attestation.How.choices))
    said_at = forms.DateTimeField(
        label=_("Said at"),
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    words = forms.CharField(
        label=_("Words as noted"),
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("As they were said."),
    )
    photo = forms.FileField(
        label=_("Photo of the note"),
        required=False,
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("JPEG, PNG, WebP or AVIF, at most 10 MB. Only those see it who see the draft."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"].queryset = _asked()  # type: ignore[attr-defined]
        self.fields["said_at"].initial = lambda: timezone.localtime().replace(second=0, microsecond=0)

    def clean_photo(self) -> Scan | None:
        photo = self.cleaned_data.get("photo")
        if not photo:
            return None
        return checked(photo, photo.size, pdf=False)
