"""The ledger: every delivery and how it went."""

from typing import Any

from django.forms import Media
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from cms.text.dates import local

from ..ledger_filters import LedgerFilterSet
from ..models import Delivery
from ..views.ledger import delivery_context
from ..words import label_of, recipient_of, recipients_of
from .by_role import ByRole


class _StateColumn(Column):
    """How it stands; what somebody has to look at has a mark."""

    cell_template_name = "admin/channels/state_cell.html"

    @property
    def media(self) -> Media:
        return Media(css={"all": ["channels/board.css"]})

    def get_cell_context_data(self, instance: Delivery, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"tone": _TONES.get(instance.state, "")}


_TONES: dict[str, str] = {
    Delivery.State.UNKNOWN: "unknown",
    Delivery.State.REFUSED: "refused",
    Delivery.State.GAVE_UP: "refused",
}


class _LedgerIndex(generic.IndexView):
    page_title = gettext_lazy("Ledger")

    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("dispatch__publication")

    @cached_property
    def columns(self) -> list[Any]:
        recipient = Column(
            "recipient",
            label=gettext_lazy("Recipient"),
            accessor=lambda delivery: self._recipients[delivery.channel, delivery.recipient_id],
        )
        found = list(super().columns)
        return [*found[:2], recipient, *found[2:]]

    def get_table(self, object_list: Any) -> Any:
        self._recipients = recipients_of(object_list)
        return super().get_table(object_list)


class _DeliveryInspect(generic.InspectView):
    template_name = "admin/channels/delivery.html"

    def get_page_title(self) -> str:
        delivery: Delivery = self.object
        return f"{recipient_of(delivery.channel, delivery.recipient_id)} – {what_it_is(delivery)}"

    def get_page_subtitle(self) -> str:
        return ""

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        index = reverse(self.index_url_name)
        named = {"label": gettext_lazy("Ledger")}
        return [each | named if each["url"] == index else each for each in super().get_breadcrumbs_items()]

    def get_fields_context(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | delivery_context(self.object)


class DeliveryViewSet(ByRole):
    model = Delivery
    name = "channel_ledger"
    url_prefix = "channels/ledger"
    icon = "history"
    menu_label = gettext_lazy("Ledger")
    menu_order = 100
    index_view_class = _LedgerIndex
    inspect_view_class = _DeliveryInspect
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    form_fields = ["state"]
    filterset_class = LedgerFilterSet
    list_per_page = 50

    @cached_property
    def list_display(self) -> list[Any]:
        return [
            TitleColumn(
                "what",
                label=gettext_lazy("What"),
                accessor=what_it_is,
                get_url=lambda delivery: reverse(self.get_url_name("inspect"), args=[delivery.pk]),
            ),
            Column("channel", label=gettext_lazy("Channel"), accessor=lambda delivery: label_of(delivery.channel)),
            _StateColumn("state", label=gettext_lazy("State"), accessor="told_state", sort_key="state"),
            Column("attempts", label=gettext_lazy("Attempts"), accessor=_attempts, sort_key="attempts"),
            Column("changed_at", label=gettext_lazy("Changed"), accessor=_changed, sort_key="changed_at"),
        ]


def _attempts(delivery: Delivery) -> str:
    count = delivery.attempts
    return ngettext("%(count)d attempt", "%(count)d attempts", count) % {"count": count}


def _changed(delivery: Delivery) -> str:
    return f"{local(delivery.changed_at):%H:%M %d/%m}"


def what_it_is(delivery: Delivery) -> str:
    """The article's headline, or what kind of letter it is."""
    if delivery.dispatch is None:
        return str(delivery.get_purpose_display())
    headline = delivery.dispatch.publication.story.headline
    if delivery.dispatch.action == "post":
        return headline
    return f"{headline} ({delivery.dispatch.get_action_display()})"
