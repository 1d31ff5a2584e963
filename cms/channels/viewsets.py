"""The menu group of the channels: ledger, subscribers, partners."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Permission
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy, pgettext, pgettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import Button

from cms.text.dates import short_day

from . import accounts, actions
from .agency import keys
from .forms import AccountForm, EndpointForm
from .models import Account, Agency, Delivery, Subscriber, WebhookEndpoint
from .permissions import user_can_manage_channels
from .rules.viewsets import RuleViewSet
from .views.ledger import LedgerFilterSet, delivery_context
from .words import account_state, label_of, recipient_of


class _ByRole(ModelViewSet):
    """Pages whose rights follow from the role (`policies`): the form of a group offers none, since nothing would ask for them."""

    def get_permissions_to_register(self) -> Any:
        return Permission.objects.none()


class _LedgerIndex(generic.IndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("dispatch__publication")


class _DeliveryInspect(generic.InspectView):
    page_title = gettext_lazy("Delivery")
    template_name = "admin/channels/delivery.html"

    def get_fields_context(self) -> list[dict[str, Any]]:
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | delivery_context(self.object)


class DeliveryViewSet(_ByRole):
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
            Column(
                "recipient",
                label=gettext_lazy("Recipient"),
                accessor=lambda delivery: recipient_of(delivery.channel, delivery.recipient_id),
            ),
            Column("state", label=gettext_lazy("State"), accessor="told_state", sort_key="state"),
            Column("attempts", label=gettext_lazy("Attempts"), sort_key="attempts"),
            DateColumn("changed_at", label=gettext_lazy("Changed"), sort_key="changed_at"),
        ]


def what_it_is(delivery: Delivery) -> str:
    """The article's headline, or what kind of letter it is."""
    if delivery.dispatch is None:
        return str(delivery.get_purpose_display())
    headline = delivery.dispatch.publication.story.headline
    if delivery.dispatch.action == "post":
        return headline
    return f"{headline} ({delivery.dispatch.get_action_display()})"


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


class SubscriberViewSet(_ByRole):
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


class EndpointViewSet(_ByRole):
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
        Column("active", label=gettext_lazy("State"), accessor=lambda endpoint: endpoint_state(endpoint)),
    ]

    def get_form_class(self, for_update: bool = False) -> type[EndpointForm]:
        return EndpointForm


def endpoint_state(endpoint: WebhookEndpoint) -> str:
    """Whether the partner gets anything, and if not, why."""
    if endpoint.stopped_because:
        return gettext("stopped: the partner wants nothing more")
    if not endpoint.active:
        return gettext("switched off")
    return gettext("active") if endpoint.secret else gettext("lacks a secret")


class _AccountCreate(generic.CreateView):
    def save_instance(self) -> Account:
        return accounts.save_account(self.form.save(commit=False), self.request.user)

    def save_action(self) -> HttpResponse:
        super().save_action()
        return redirect("channels_credentials", self.object.pk)


class _AccountEdit(generic.EditView):
    def save_instance(self) -> Account:
        return accounts.save_account(self.form.save(commit=False), self.request.user)

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        credentials = Button(
            gettext("Credentials"),
            url=reverse("channels_credentials", args=[self.object.pk]),
            icon_name="key",
            priority=10,
        )
        return [credentials, *super().header_more_buttons]


class _AccountDelete(generic.DeleteView):
    def delete_action(self) -> None:
        accounts.remove_account(self.object, self.request.user)


class AccountViewSet(_ByRole):
    model = Account
    name = "channel_accounts"
    url_prefix = "channels/accounts"
    icon = "user"
    menu_label = pgettext_lazy("platform", "Accounts")
    menu_order = 250
    add_view_class = _AccountCreate
    edit_view_class = _AccountEdit
    delete_view_class = _AccountDelete
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = [
        "name",
        Column("channel", label=gettext_lazy("Platform"), accessor=lambda account: label_of(account.channel)),
        Column("address", label=gettext_lazy("Address"), accessor="address"),
        Column("state", label=gettext_lazy("State"), accessor=account_state),
    ]

    def get_form_class(self, for_update: bool = False) -> type[AccountForm]:
        return AccountForm


class _AgencyIndex(generic.IndexView):
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


class AgencyViewSet(_ByRole):
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
    good = agency.keys.filter(revoked_at=None)
    if not good.exists():
        return gettext("lacks a key")
    last = good.order_by("-used_at").exclude(used_at=None).first()
    if last is None or last.used_at is None:
        return gettext("has fetched nothing yet")
    return gettext("last fetched on %(day)s") % {"day": short_day(timezone.localdate(last.used_at))}


class ChannelsGroup(ModelViewSetGroup):
    menu_label = gettext_lazy("Channels")
    menu_name = "channels"
    menu_icon = "globe"
    menu_order = 500
    items = (DeliveryViewSet, RuleViewSet, SubscriberViewSet, AccountViewSet, EndpointViewSet, AgencyViewSet)

    def get_submenu_items(self) -> list[MenuItem]:
        board = _ForManagers(
            gettext_lazy("Channel board"), reverse("channels_board"), name="channel-board", icon_name="globe", order=1
        )
        tasks = _ForManagers(
            gettext_lazy("To be done by hand"),
            reverse("channels_tasks"),
            name="channel-tasks",
            icon_name="edit",
            order=2,
        )
        browsers = _ForManagers(
            gettext_lazy("Web push"),
            reverse("channels_push"),
            name="channel-push",
            icon_name="newsroom-bell",
            order=220,
        )
        digests = _ForManagers(
            pgettext_lazy("newsletter", "Digests"),
            reverse("channels_digests"),
            name="channel-digests",
            icon_name="list-ul",
            order=150,
        )
        figures = _ForManagers(
            pgettext_lazy("channels", "Figures"),
            reverse("channels_figures"),
            name="channel-figures",
            icon_name="table",
            order=3,
        )
        return [board, tasks, figures, digests, browsers, *super().get_submenu_items()]


class _ForManagers(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return user_can_manage_channels(request.user)
