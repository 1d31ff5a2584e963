"""The newsroom's page for an agency's keys."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin import messages

from cms.staff.signed_in import member_of

from ..agency import keys
from ..models import Agency, AgencyKey
from .managers import ForManagersMixin


@method_decorator(never_cache, name="dispatch")
class KeysView(ForManagersMixin, TemplateView):
    """An agency's keys; a new one is shown this once."""

    template_name = "admin/channels/agency_keys.html"
    header_icon = "key"
    agency: Agency

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.agency = get_object_or_404(Agency, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Keys of %(agency)s") % {"agency": self.agency.name}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("channel_agencies:index"), "label": pgettext("feed", "Agencies")},
            {"url": reverse("channel_agencies:edit", args=[self.agency.pk]), "label": self.agency.name},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        address = settings.PUBLIC_BASE_URL + reverse("agency_items")
        shown = {"agency": self.agency, "rows": self.agency.keys.all(), "feed": address}
        return {**super().get_context_data(**kwargs), **shown}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        made = keys.make_key(self.agency, member_of(request))
        return self.render_to_response(self.get_context_data(made=made))


class RevokeView(ForManagersMixin, TemplateView):
    """Asks, then has a key refused from now on."""

    template_name = "admin/channels/agency_revoke.html"
    header_icon = "key"
    key: AgencyKey

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.key = get_object_or_404(AgencyKey.objects.select_related("agency"), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Revoke the key …%(ending)s") % {"ending": self.key.ending}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        agency = self.key.agency
        return [
            *self.breadcrumbs_items,
            {"url": reverse("channel_agencies:index"), "label": pgettext("feed", "Agencies")},
            {"url": reverse("channels_agency_keys", args=[agency.pk]), "label": agency.name},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "key": self.key}

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        keys.revoke_key(self.key, member_of(request))
        messages.success(request, _("The key is revoked."))
        return redirect("channels_agency_keys", self.key.agency_id)
