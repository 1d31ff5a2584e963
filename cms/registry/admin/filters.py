"""What the lists of the registry can be narrowed to."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from ..choices import SessionKind
from ..models import Body, Congress, Office, Person, Session, Venue


class PersonFilterSet(WagtailFilterSet):
    body = django_filters.ModelChoiceFilter(
        field_name="terms__office__body", queryset=Body.objects.all(), label=_("Organisation"), distinct=True
    )

    class Meta:
        model = Person
        fields: list[str] = []


class OfficeFilterSet(WagtailFilterSet):
    body = django_filters.ModelChoiceFilter(queryset=Body.objects.all(), label=_("Organisation"))

    class Meta:
        model = Office
        fields = ["line", "single_holder"]


class SessionFilterSet(WagtailFilterSet):
    day = django_filters.DateFromToRangeFilter(label=_("Day"), widget=DateRangePickerWidget)
    kind = django_filters.ChoiceFilter(choices=SessionKind.choices, label=_("Kind"))
    congress = django_filters.ModelChoiceFilter(queryset=Congress.objects.all(), label=_("Congress"))
    body = django_filters.ModelChoiceFilter(
        queryset=Body.objects.filter(sessions__isnull=False).distinct(), label=_("Held by")
    )
    venue = django_filters.ModelChoiceFilter(queryset=Venue.objects.all(), label=_("Venue"))

    class Meta:
        model = Session
        fields: list[str] = []
