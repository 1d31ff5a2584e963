"""Who gets the newsletter."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button

from .. import actions
from ..models import Subscriber
from .by_role import ByRole


class _EraseView(generic.DeleteView):
    """Wagtail's log would keep the address as the label of what was deleted; the trail keeps a number."""

    page_title = gettext_lazy("Erase")
    success_message = gettext_lazy("Erased.")

    def delete_action(self) -> None:
        actions.erase_subscriber(self.object, self.request.user)


class _SubscriberIndex(generic.IndexView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        taken_in = Button(gettext("Take in a list"), url=reverse("channels_import"), icon_name="upload", priority=10)
        return [taken_in, *super().header_more_buttons]


class _SubscriberInspect(generic.InspectView):
    template_name = "admin/channels/subscriber.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"returned": self.object.returned.all()[:50]}

    def get_language_display_value(self) -> str:
        return _language(self.object)

    def get_source_display_value(self) -> str:
        return str(_SOURCES.get(self.object.source, self.object.source))


_SOURCES = {"form": gettext_lazy("the form on the site"), "sample": gettext_lazy("sample data")}


def _language(subscriber: Subscriber) -> str:
    return str(dict(settings.LANGUAGES).get(subscriber.language, subscriber.language))


class SubscriberViewSet(ByRole):
    model = Subscriber
    name = "channel_subscribers"
    url_prefix = "channels/subscribers"
    icon = "mail"
    menu_label = gettext_lazy("Subscribers")
    menu_order = 200
    delete_view_class = _EraseView
    inspect_view_class = _SubscriberInspect
    inspect_view_enabled = True
    index_view_class = _SubscriberIndex
    inspect_view_fields = [
        *("email", "state", "wants", "language", "source", "consented_on", "asked_at", "confirmed_at", "left_at"),
    ]
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields = ["state"]
    list_display = [
        "email",
        Column("state", label=gettext_lazy("State"), accessor="get_state_display", sort_key="state"),
        Column("wants", label=pgettext_lazy("newsletter", "gets"), accessor="get_wants_display", sort_key="wants"),
        Column("language", label=gettext_lazy("Language"), accessor=_language),
        DateColumn("asked_at", label=gettext_lazy("Asked"), sort_key="asked_at"),
        DateColumn("confirmed_at", label=gettext_lazy("Confirmed"), sort_key="confirmed_at"),
    ]
    list_filter = ["state", "wants", "language"]
    search_fields = ["email"]
    list_per_page = 50
