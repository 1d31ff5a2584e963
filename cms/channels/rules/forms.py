from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.models import model_to_dict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateTimeInput, AdminTimeInput

from cms.articles.models import SectionPage

from ..registry import channel, channels
from .models import Rule


class RuleForm(WagtailAdminModelForm):
    """A rule. One that has begun shows what it says; only its end can be changed."""

    channel = forms.ChoiceField(label=gettext_lazy("Channel"))

    class Meta:
        model = Rule
        fields: list[str] = [
            "channel",
            "valid_from",
            "valid_until",
            "sessions",
            "phases",
            "sections",
            "senders",
            "quiet_from",
            "quiet_until",
            "most_a_day",
            "minutes_between",
            "needs_picture",
            "line",
            "to_call",
            "note",
        ]
        help_texts = {
            "sessions": pgettext_lazy(
                "rule of a channel",
                "Articles are of a kind by the session that they cover: those about these go there. None chosen: all.",
            ),
        }
        widgets = {
            "valid_from": AdminDateTimeInput(),
            "valid_until": AdminDateTimeInput(),
            "quiet_from": AdminTimeInput(),
            "quiet_until": AdminTimeInput(),
            "sections": forms.CheckboxSelectMultiple(),
            "senders": forms.CheckboxSelectMultiple(),
            "to_call": forms.Textarea(attrs={"rows": 3}),
            "note": forms.Textarea(attrs={"rows": 5}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        codes = [one.code for one in channels()]
        kept = self.instance.channel
        # Nobody writes a rule for a channel that the form has chosen.
        offered = [*([] if kept else BLANK_CHOICE_DASH), *((one.code, one.label) for one in channels())]
        fields["channel"].choices = offered + ([(kept, kept)] if kept and kept not in codes else [])
        fields["sections"].queryset = SectionPage.objects.filter(lists=SectionPage.Lists.ARTICLES)
        fields["senders"].queryset = Group.objects.order_by("name")
        if self.instance.pk:
            fields["channel"].disabled = True
            now = timezone.now()
            if self.instance.has_begun(now):
                over = self.instance.valid_until is not None and self.instance.valid_until <= now
                for name, field in fields.items():
                    field.disabled = over or name != "valid_until"
                fields["valid_until"].help_text = (
                    _("This rule has ended.")
                    if over
                    else _(
                        "This rule has begun: only its end can be changed. Write the rule that follows for anything else."
                    )
                )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = data.get("quiet_from"), data.get("quiet_until")
        if (begins is None) != (ends is None):
            self.add_error("quiet_until", _("Quiet hours need a beginning and an end."))
        elif begins is not None and begins == ends:
            self.add_error("quiet_until", _("Quiet hours that begin and end at the same time would never end."))
        code = data.get("channel")
        if code and data.get("line") and not channel(code).signs:
            told = _("This channel has no account that could identify itself: no line stands under its posts.")
            self.add_error("line", told)
        if code and data.get("needs_picture") and channel(code).words is None:
            self.add_error(
                "needs_picture", _("On this channel the article itself goes out, with the pictures that it has.")
            )
        return data

    def clean_line(self) -> str:
        line: str = self.cleaned_data["line"]
        if "://" in line:
            raise ValidationError(_("The line names the account: addresses stand above it."))
        return " ".join(line.split())


def next_to(rule: Rule) -> dict[str, Any]:
    """What the form of the rule that follows another begins with."""
    told = model_to_dict(rule, exclude=["id", "valid_from", "valid_until", "created_at"])
    return {name: value for name, value in told.items() if name in RuleForm.Meta.fields}
