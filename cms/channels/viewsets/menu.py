"""The menu group of the channels."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSetGroup

from ..permissions import user_can_manage_channels
from ..rules.viewsets import RuleViewSet
from .accounts import AccountViewSet
from .agencies import AgencyViewSet
from .deliveries import DeliveryViewSet
from .endpoints import EndpointViewSet
from .subscribers import SubscriberViewSet

_SCREENS = (
    (gettext_lazy("Channel board"), "channels_board", "globe", 1),
    (gettext_lazy("To be done by hand"), "channels_tasks", "edit", 2),
    (pgettext_lazy("channels", "Figures"), "channels_figures", "table", 3),
    (pgettext_lazy("newsletter", "Digests"), "channels_digests", "list-ul", 210),
    (gettext_lazy("Web push"), "channels_push", "newsroom-bell", 220),
)


class ChannelsGroup(ModelViewSetGroup):
    menu_label = gettext_lazy("Channels")
    menu_name = "channels"
    menu_icon = "globe"
    menu_order = 500
    items = (DeliveryViewSet, RuleViewSet, SubscriberViewSet, AccountViewSet, EndpointViewSet, AgencyViewSet)

    def get_submenu_items(self) -> list[MenuItem]:
        screens = [
            _ForManagers(label, reverse(door), name=door, icon_name=icon, order=order)
            for label, door, icon, order in _SCREENS
        ]
        return [*screens, *super().get_submenu_items()]


class _ForManagers(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return user_can_manage_channels(request.user)
