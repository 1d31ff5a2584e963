from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, UpdatedAtColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from ..models import Body, Congress, Office, Person, Session, Venue
from . import choosers, filters, panels, views


class EntryViewSet(SnippetViewSet):
    """What all lists and screens of the registry share."""

    index_view_class = views.RegistryIndexView
    add_view_class = views.RegistryCreateView
    copy_view_class = views.RegistryCopyView
    edit_view_class = views.RegistryEditView
    inspect_view_class = views.RegistryInspectView
    revisions_compare_view_class = views.RegistryCompareView
    chooser_viewset_class = choosers.EntryChooserViewSet
    chooser_per_page = 25
    inspect_view_enabled = True
    inspect_view_fields_exclude = ["id", "folded", "collation", "latest_revision", "revisions"]
    search_fields = ["folded"]
    search_backend_name = None
    list_per_page = 50


class WithPage(EntryViewSet):
    """Entries that have a public page of their own."""

    @property
    def page_view(self) -> Any:
        return views.OpenPageView.as_view(model=self.model)

    def get_urlpatterns(self) -> list[Any]:
        return [*super().get_urlpatterns(), path("page/<int:pk>/", self.page_view, name="page")]


class PersonViewSet(WithPage):
    model = Person
    icon = "user"
    menu_label = _("People")
    index_view_class = views.PersonIndexView
    chooser_viewset_class = choosers.PersonChooserViewSet
    edit_handler = panels.PERSON
    filterset_class = filters.PersonFilterSet
    list_display = [
        "name",
        Column("offices", label=_("Offices today"), accessor=choosers.offices_today),
        UpdatedAtColumn(),
    ]


class BodyViewSet(WithPage):
    model = Body
    icon = "group"
    menu_label = _("Organisations")
    chooser_viewset_class = choosers.BodyChooserViewSet
    edit_handler = panels.BODY
    list_display = ["name", "short_name", Column("parent", label=_("Part of")), UpdatedAtColumn()]
    list_select_related = ["parent"]


class OfficeViewSet(EntryViewSet):
    model = Office
    icon = "key"
    menu_label = _("Offices")
    chooser_viewset_class = choosers.OfficeChooserViewSet
    edit_handler = panels.OFFICE
    filterset_class = filters.OfficeFilterSet
    list_display = [
        "title",
        Column("body", label=_("Organisation"), sort_key="body__collation"),
        "line",
        BooleanColumn("single_holder", label=_("One person only")),
        UpdatedAtColumn(),
    ]


class CongressViewSet(EntryViewSet):
    model = Congress
    icon = "globe"
    menu_label = _("Congresses")
    edit_handler = panels.CONGRESS
    list_display = [
        "__str__",
        DateColumn("start", label=_("First day"), sort_key="start"),
        DateColumn("end", label=_("Last day"), sort_key="end"),
        UpdatedAtColumn(),
    ]


class SessionViewSet(WithPage):
    model = Session
    icon = "calendar"
    menu_label = _("Sessions")
    edit_handler = panels.SESSION
    filterset_class = filters.SessionFilterSet
    list_display = [
        "display_name",
        Column("day", label=_("Day"), accessor=lambda session: f"{session.day:%d/%m/%Y}", sort_key="day"),
        Column("part_of_day", label=_("Part of day"), accessor="get_part_of_day_display"),
        Column("venue", label=_("Venue"), sort_key="venue__collation"),
        UpdatedAtColumn(),
    ]


class VenueViewSet(EntryViewSet):
    model = Venue
    icon = "site"
    menu_label = _("Venues")
    chooser_viewset_class = choosers.VenueChooserViewSet
    edit_handler = panels.VENUE
    list_display = ["name", "address", UpdatedAtColumn()]


class RegistryGroup(SnippetViewSetGroup):
    menu_label = _("Registry")
    menu_name = "registry"
    menu_icon = "list-ul"
    menu_order = 250
    items = (PersonViewSet, OfficeViewSet, BodyViewSet, CongressViewSet, SessionViewSet, VenueViewSet)
