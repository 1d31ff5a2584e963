"""How the form of a rule is laid out: a part for each question."""

from django import forms
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.widgets import AdminTimeInput

from .forms import RuleForm


def _time(name: str) -> FieldPanel:
    """Hour and minute: nobody is quiet to the second."""
    return FieldPanel(name, widget=AdminTimeInput(format="%H:%M"))


RULE_PANELS = ObjectList(
    [
        MultiFieldPanel(
            [FieldPanel("channel"), FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until")])],
            heading=pgettext_lazy("rule of a channel", "Where and when it holds"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("sessions"),
                FieldPanel("phases"),
                FieldPanel("sections", widget=forms.CheckboxSelectMultiple),
            ],
            heading=pgettext_lazy("rule of a channel", "Which articles go there"),
        ),
        MultiFieldPanel(
            [FieldPanel("senders", widget=forms.CheckboxSelectMultiple)],
            heading=pgettext_lazy("rule of a channel", "Who may send"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([_time("quiet_from"), _time("quiet_until")]),
                FieldRowPanel([FieldPanel("most_a_day"), FieldPanel("minutes_between")]),
            ],
            heading=pgettext_lazy("rule of a channel", "Hours and numbers"),
        ),
        MultiFieldPanel(
            [FieldPanel("needs_picture"), FieldPanel("line")],
            heading=pgettext_lazy("rule of a channel", "What a post has to have"),
        ),
        MultiFieldPanel(
            [FieldPanel("to_call"), FieldPanel("note")],
            heading=pgettext_lazy("rule of a channel", "People"),
        ),
    ],
    base_form_class=RuleForm,
)
