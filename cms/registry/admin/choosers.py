"""Choosers that find one of thousands of entries without diacritics, and tell two of the same name apart."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet

from cms.text.dates import today

from ..queries import people_with_offices
from ..values import office_titles


class EntryFilterForm(BaseFilterForm):
    q = forms.CharField(
        label=_("Search term"), required=False, widget=forms.TextInput(attrs={"placeholder": _("Search")})
    )

    def filter(self, objects: Any) -> Any:
        objects = super().filter(objects)
        query = self.cleaned_data.get("q")
        if query:
            objects = objects.matching(query)
            self.is_searching, self.search_query = True, query
        return objects


class EntryChooseView(ChooseView):
    filter_form_class = EntryFilterForm


class EntryChooseResultsView(ChooseResultsView):
    filter_form_class = EntryFilterForm


class EntryChooserViewSet(SnippetChooserViewSet):
    choose_view_class = EntryChooseView
    choose_results_view_class = EntryChooseResultsView
    per_page = 25


class _WithOffices:
    """The offices of today and the newsroom's note beside each name."""

    def get_object_list(self) -> Any:
        return people_with_offices(super().get_object_list())  # type: ignore[misc]

    @property
    def columns(self) -> list[Any]:
        return [
            *super().columns,  # type: ignore[misc]
            Column("offices", label=_("Offices today"), accessor=offices_today),
            Column("note", label=_("Note")),
        ]


def offices_today(person: Any) -> str:
    """The person's offices of today, on one line."""
    return ", ".join(office_titles(person, today()))


class PersonChooseView(_WithOffices, EntryChooseView):
    pass


class PersonChooseResultsView(_WithOffices, EntryChooseResultsView):
    pass


class PersonChooserViewSet(EntryChooserViewSet):
    choose_view_class = PersonChooseView
    choose_results_view_class = PersonChooseResultsView
    form_fields = ["name", "honorific", "note"]


class BodyChooserViewSet(EntryChooserViewSet):
    form_fields = ["name", "short_name", "parent"]


class OfficeChooserViewSet(EntryChooserViewSet):
    form_fields = ["title", "body", "single_holder", "line", "rank"]


class VenueChooserViewSet(EntryChooserViewSet):
    form_fields = ["name", "address"]
