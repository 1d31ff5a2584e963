"""The forms of a stage's buttons."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.forms import TaskStateCommentForm

from .checklist import key_of, points_of

if TYPE_CHECKING:
    from ..models import ReviewTask


class ReasonForm(TaskStateCommentForm):
    """The reason for sending a version back: it can't be left out."""

    comment = forms.CharField(
        label=_("Reason"),
        required=True,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Say why you send it back.")},
    )


class Points(forms.MultipleChoiceField):
    """Boxes; one that is there no more is told by the form, in its own words."""

    def valid_value(self, value: Any) -> bool:
        return True


class ChecklistForm(TaskStateCommentForm):
    """The points of a stage as boxes, and a comment.

    Posted without the form having been opened it says nothing itself, since Wagtail drops what it says then: the rules do.
    """

    points = Points(label=pgettext_lazy("of a stage", "Checklist"), required=False, widget=forms.CheckboxSelectMultiple)
    opened = forms.BooleanField(required=False, widget=forms.HiddenInput, initial=True)
    field_order = ["points", "comment"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        wanted = {key for key, _point in self.fields["points"].choices}
        chosen = set(data.get("points", ()))
        if data.get("opened") and chosen != wanted:
            changed = _("The checklist was changed in the meantime. Please close this and open it again.")
            self.add_error("points", changed if chosen - wanted else _("Tick each point of the checklist."))
        return data


def passing_form(stage: "ReviewTask") -> type[forms.Form]:
    """The form for passing the stage on."""
    points = points_of(stage)
    if not points:
        return TaskStateCommentForm

    class Checklist(ChecklistForm):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.fields["points"].choices = [(key_of(point), point) for point in points]

    return Checklist
