"""Agencies that fetch articles with a key."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from cms.text.dates import short_day

from ..agency import keys
from ..models import Agency
from .by_role import ByRole


class _AgencyIndex(generic.IndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().prefetch_related("keys")

    def get_list_more_buttons(self, instance: Agency) -> list[Any]:
        buttons: list[Any] = super().get_list_more_buttons(instance)
        return [_keys_button(instance), *buttons]


def _keys_button(agency: Agency) -> Button:
    return Button(
        pgettext("feed", "Keys"),
        url=reverse("channels_agency_keys", args=[agency.pk]),
        icon_name="key",
        priority=10,
    )


class _AgencyCreate(generic.CreateView):
    def save_instance(self) -> Agency:
        return keys.save_agency(self.form.save(commit=False), self.request.user)

    def save_action(self) -> HttpResponse:
        super().save_action()
        return redirect("channels_agency_keys", self.object.pk)


class _AgencyEdit(generic.EditView):
    def save_instance(self) -> Agency:
        return keys.save_agency(self.form.save(commit=False), self.request.user)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        return [_keys_button(self.object), *super().header_more_buttons]


class _AgencyDelete(generic.DeleteView):
    def delete_action(self) -> None:
        keys.remove_agency(self.object, self.request.user)


class AgencyViewSet(ByRole):
    model = Agency
    name = "channel_agencies"
    url_prefix = "channels/agencies"
    icon = "download"
    menu_label = pgettext_lazy("feed", "Agencies")
    menu_order = 350
    index_view_class = _AgencyIndex
    add_view_class = _AgencyCreate
    edit_view_class = _AgencyEdit
    delete_view_class = _AgencyDelete
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields = ["name", "active"]
    list_display = ["name", Column("state", label=gettext_lazy("State"), accessor=lambda agency: agency_state(agency))]


def agency_state(agency: Agency) -> str:
    """Whether the agency can fetch anything, and when it last did."""
    if not agency.active:
        return gettext("switched off")
    good = [key for key in agency.keys.all() if key.revoked_at is None]
    if not good:
        return gettext("lacks a key")
    last = max((key.used_at for key in good if key.used_at is not None), default=None)
    if last is None:
        return gettext("has fetched nothing yet")
    return gettext("last fetched on %(day)s") % {"day": short_day(timezone.localdate(last))}
