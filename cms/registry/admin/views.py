"""The views behind the registry's screens, where they differ from Wagtail's."""

from collections import Counter
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.snippets.views.snippets import (
    CopyView,
    CreateView,
    EditView,
    IndexView,
    InspectView,
    RevisionsCompareView,
)

from .. import actions
from ..models import Body, BodyPage, Person, PersonPage, SessionPage
from ..models.base import Entry
from ..models.earlier import counted
from ..models.pages import EntryPage
from ..queries import people_with_offices

PAGE_TYPES: dict[str, type[EntryPage]] = {"session": SessionPage, "person": PersonPage, "body": BodyPage}
"""The type of public page that an entry can have, by the name of the entry's model."""


class RegistryIndexView(IndexView):
    """A list that is searched without diacritics and stands in Vietnamese order."""

    def search_queryset(self, queryset: Any) -> Any:
        return queryset.matching(self.search_query) if self.is_searching else queryset

    def _get_title_column(self, field_name: str, *args: Any, **kwargs: Any) -> Any:
        column = super()._get_title_column(field_name, *args, **kwargs)
        column.sort_key = "collation"
        return column

    def get_list_more_buttons(self, instance: Entry) -> list[Any]:
        return [*super().get_list_more_buttons(instance), *page_button(instance)]


class PersonIndexView(RegistryIndexView):
    def get_base_queryset(self) -> Any:
        return people_with_offices(super().get_base_queryset())


def page_button(instance: Entry) -> list[Button]:
    """The way to the entry's public page, for entries that have one."""
    if instance._meta.model_name not in PAGE_TYPES:
        return []
    url = reverse(type(instance).snippet_viewset.get_url_name("page"), args=[instance.pk])
    return [Button(_("Public page"), url=url, icon_name="doc-empty", priority=40)]


class _WithoutAutosave:
    """A fact of the registry is changed when somebody says so, not with each letter: pages that show it are told each time."""

    def setup(self, *args: Any, **kwargs: Any) -> None:
        super().setup(*args, **kwargs)  # type: ignore[misc]
        self.autosave_enabled = False


class RegistryCreateView(_WithoutAutosave, CreateView):
    pass


class RegistryCopyView(_WithoutAutosave, CopyView):
    pass


class RegistryEditView(_WithoutAutosave, EditView):
    """Also the screen on which an earlier version is taken up again."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        point_out_missing(request, self.object)
        return super().get(request, *args, **kwargs)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [*super().header_more_buttons, *page_button(self.object)]


class RegistryCompareView(RevisionsCompareView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        point_out_missing(self.request, context["revision_a"], context["revision_b"])
        return context


def point_out_missing(request: HttpRequest, *versions: Entry) -> None:
    """Says what the versions of an entry name that was deleted since."""
    missing = sum((version.missing for version in versions), Counter())
    if missing:
        messages.warning(
            request,
            _("This earlier version names what was deleted since, and is shown without it: %(what)s.")
            % {"what": counted(missing)},
        )


class RegistryInspectView(InspectView):
    """What is known of an entry, for who may not change it, with all that the entry's row in the list offers."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        offered = [
            button
            for hook in hooks.get_hooks("register_snippet_listing_buttons")
            for button in hook(self.object, self.request.user, self.request.path) or ()
        ]
        return [*super().header_more_buttons, *offered, *page_button(self.object)]

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        value = super().get_field_display_value(field_name, field)
        return "–" if value is None or value == "" else value


class SectionForm(forms.Form):
    """Asks for the section in which the page shall stand; ``sections`` are offered in their order."""

    def __init__(self, sections: list[Page], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = forms.ModelChoiceField(
            queryset=Page.objects.filter(pk__in=[section.pk for section in sections]),
            label=_("Section"),
            empty_label=None,
            help_text=_("The page begins as a draft in this section and is approved like any other."),
        )
        field.choices = [(section.pk, section.get_admin_display_title()) for section in sections]
        self.fields["parent"] = field


class OpenPageView(WagtailAdminTemplateMixin, FormView):
    """Opens the draft of an entry's public page, or leads to the page that there is."""

    template_name = "wagtailadmin/generic/form.html"
    form_class = SectionForm
    model: type[Entry] = Person
    header_icon = "doc-empty"
    page_title = gettext_lazy("Open the public page")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.user: Any = request.user
        self.entry = get_object_or_404(self.model, pk=kwargs["pk"])
        self.page_type = PAGE_TYPES[str(self.entry._meta.model_name)]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        there = self.page_type.of(self.entry).order_by("pk").first()
        if there is not None:
            return redirect("wagtailadmin_pages:edit", there.pk)
        self.sections = actions.sections_for(self.page_type, self.user)
        if not self.sections:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return str(self.entry)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        list_url = reverse(self.model.snippet_viewset.get_url_name("list"))
        plural = capfirst(str(self.model._meta.verbose_name_plural))
        return [*self.breadcrumbs_items, {"url": list_url, "label": plural}, {"url": "", "label": str(self.page_title)}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "sections": self.sections}

    def form_valid(self, form: SectionForm) -> HttpResponse:
        opened: dict[type[Entry], Any] = {Person: actions.open_person_page, Body: actions.open_body_page}
        page = opened.get(type(self.entry), actions.open_session_page)(
            self.entry, form.cleaned_data["parent"], self.user
        )
        messages.success(self.request, _("The draft of the page is open."))
        return redirect("wagtailadmin_pages:edit", page.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "action_url": self.request.path,
            "submit_button_label": _("Open the page"),
            "submit_button_active_label": _("Opening…"),
        }
