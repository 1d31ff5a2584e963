"""What the trail can be narrowed to."""

import datetime as dt
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from cms.staff.models import User

from . import reading, subjects
from .acts import groups
from .models import Entry

NOBODY = "-"
"""Stands for acts of no account: the worker, a command, a reader."""


def _people() -> list[tuple[str, Any]]:
    people = [(str(user.trail_id), str(user)) for user in User.objects.order_by("last_name", "first_name", "username")]
    return [*people, (NOBODY, _("nobody signed in"))]


def _groups() -> list[tuple[str, str]]:
    return [(group.code, str(group.label)) for group in groups()]


def _acts() -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (str(group.label), [(name, capfirst(str(label))) for name, label in group.acts.items()]) for group in groups()
    ]


class TrailFilterSet(WagtailFilterSet):
    who = django_filters.ChoiceFilter(label=pgettext_lazy("trail", "Who"), choices=_people, method="of_actor")
    group = django_filters.MultipleChoiceFilter(
        label=pgettext_lazy("trail", "Kind of act"),
        choices=_groups,
        method="of_groups",
        widget=forms.CheckboxSelectMultiple,
    )
    act = django_filters.ChoiceFilter(label=pgettext_lazy("trail", "Act"), choices=_acts, field_name="action")
    kind = django_filters.ChoiceFilter(
        label=pgettext_lazy("trail", "Kind of subject"), choices=subjects.kinds, method="of_kind"
    )
    subject = django_filters.CharFilter(
        label=pgettext_lazy("trail", "Subject"), help_text=_("As it stands in the trail: page:12."), method="of_subject"
    )
    day = django_filters.DateFromToRangeFilter(
        label=pgettext_lazy("trail", "Day"), widget=DateRangePickerWidget, method="of_days"
    )

    class Meta:
        model = Entry
        fields: list[str] = []

    def of_actor(self, chosen: QuerySet[Entry], name: str, value: str) -> QuerySet[Entry]:
        return chosen.filter(actor="" if value == NOBODY else value)

    def of_groups(self, chosen: QuerySet[Entry], name: str, value: list[str]) -> QuerySet[Entry]:
        acts = [act for group in groups() if group.code in value for act in group.acts]
        return chosen.filter(action__in=acts) if value else chosen

    def of_kind(self, chosen: QuerySet[Entry], name: str, value: str) -> QuerySet[Entry]:
        return chosen.filter(reading.of_kind(value))

    def of_subject(self, chosen: QuerySet[Entry], name: str, value: str) -> QuerySet[Entry]:
        return chosen.filter(subject=f"page:{value}" if value.isdecimal() else value.strip())

    def of_days(self, chosen: QuerySet[Entry], name: str, value: slice) -> QuerySet[Entry]:
        def day(moment: dt.datetime | None) -> dt.date | None:
            return moment.date() if moment else None

        return chosen.filter(reading.within(day(value.start), day(value.stop)))
