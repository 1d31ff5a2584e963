from typing import Any

from django import forms
from django.utils.translation import pgettext, pgettext_lazy

from cms.publication.contents import Part
from cms.text.normal import clean, one_line

from .models import Opinion

LONGEST = 5000
"""Characters of an opinion: two printed pages."""
SHORTEST = 10


class OpinionForm(forms.Form):
    """The public form. ``website`` is a trap: people don't see it, and programs fill it in."""

    name = forms.CharField(
        label=pgettext_lazy("opinion", "Your name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={
            "required": pgettext_lazy("opinion", "Please write your name."),
            "max_length": pgettext_lazy("opinion", "A name has at most %(limit_value)d characters."),
        },
    )
    unit = forms.CharField(
        label=pgettext_lazy("opinion", "Where you work or live"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"max_length": pgettext_lazy("opinion", "This line has at most %(limit_value)d characters.")},
    )
    contact = forms.CharField(
        label=pgettext_lazy("opinion", "Telephone or e-mail, if we may ask back"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
        error_messages={"max_length": pgettext_lazy("opinion", "This line has at most %(limit_value)d characters.")},
    )
    anchor = forms.ChoiceField(
        label=pgettext_lazy("opinion", "Which part of the document"),
        required=False,
        error_messages={
            "invalid_choice": pgettext_lazy(
                "opinion", "The document has changed meanwhile. Please choose the part again."
            )
        },
    )
    text = forms.CharField(
        label=pgettext_lazy("opinion", "Your opinion"),
        min_length=SHORTEST,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={
            "required": pgettext_lazy("opinion", "Please write your opinion."),
            "min_length": pgettext_lazy("opinion", "Please write your opinion in a sentence at least."),
            "max_length": pgettext_lazy(
                "opinion", "An opinion has at most %(limit_value)d characters; yours has %(show_value)d."
            ),
        },
    )
    consent = forms.BooleanField(
        label=pgettext_lazy(
            "opinion",
            "I agree that the newsroom keeps this and passes it on to who draws up the document.",
        ),
        error_messages={"required": pgettext_lazy("opinion", "Without your consent we may not keep your opinion.")},
    )
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))

    def __init__(self, *args: Any, parts: tuple[Part, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        whole = [("", pgettext("opinion", "The whole document"))]
        named = [(part.anchor, ("– " if part.level > 2 else "") + part.text[:160]) for part in parts]
        self.fields["anchor"].choices = [*whole, *named]  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            if self.is_bound and name in self.errors:
                field.widget.attrs |= {"aria-invalid": "true", "aria-describedby": f"id_{name}_error"}

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])

    def clean_unit(self) -> str:
        return one_line(self.cleaned_data["unit"])

    def clean_contact(self) -> str:
        return one_line(self.cleaned_data["contact"])

    def clean_text(self) -> str:
        return clean(self.cleaned_data["text"])

    def is_trapped(self) -> bool:
        return bool(self.cleaned_data.get("website"))

    def said(self) -> dict[str, str]:
        """What is kept."""
        return {name: self.cleaned_data[name] for name in ("name", "unit", "contact", "anchor", "text")}


class MarkForm(forms.Form):
    """What became of an opinion."""

    state = forms.ChoiceField(
        label=pgettext_lazy("opinion", "State"), choices=Opinion.State.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=pgettext_lazy("opinion", "Note of the newsroom"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=pgettext_lazy("opinion", "To whom it was passed on, what came of it. Never shown to readers."),
    )
