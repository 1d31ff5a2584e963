"""Partners to whom articles are pushed."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from .. import actions
from ..forms import EndpointForm
from ..models import WebhookEndpoint
from ..words import endpoint_state
from .by_role import ByRole


class _EndpointCreate(generic.CreateView):
    def save_instance(self) -> WebhookEndpoint:
        return actions.save_endpoint(self.form.save(commit=False), self.request.user)

    def save_action(self) -> HttpResponse:
        super().save_action()
        return redirect("channels_endpoint_secret", self.object.pk)


class _EndpointEdit(generic.EditView):
    def save_instance(self) -> WebhookEndpoint:
        return actions.save_endpoint(self.form.save(commit=False), self.request.user)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        secret = Button(
            gettext("Secret"),
            url=reverse("channels_endpoint_secret", args=[self.object.pk]),
            icon_name="key",
            priority=10,
        )
        return [secret, *super().header_more_buttons]


class _EndpointDelete(generic.DeleteView):
    def delete_action(self) -> None:
        actions.remove_endpoint(self.object, self.request.user)


class EndpointViewSet(ByRole):
    model = WebhookEndpoint
    name = "channel_endpoints"
    url_prefix = "channels/endpoints"
    icon = "link"
    menu_label = gettext_lazy("Partners")
    menu_order = 300
    add_view_class = _EndpointCreate
    edit_view_class = _EndpointEdit
    delete_view_class = _EndpointDelete
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = [
        "name",
        Column("url", label=gettext_lazy("Address"), accessor="url"),
        Column("active", label=gettext_lazy("State"), accessor=endpoint_state),
    ]

    def get_form_class(self, for_update: bool = False) -> type[EndpointForm]:
        return EndpointForm
