"""A person's word on a delivery, a partner's secret."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cms.staff.signed_in import member_of
from cms.text.numbers import number_in

from ..actions import make_secret
from ..errors import ChannelError
from ..forms import SettleForm
from ..models import Delivery, WebhookEndpoint
from ..outbox.settling import settle
from ..pasted import told_of
from ..permissions import user_can_manage_channels
from ..places import place_of


@require_POST
def settle_delivery(request: HttpRequest, pk: int) -> HttpResponse:
    """A person says whether a delivery has arrived or is to be sent again."""
    delivery = get_object_or_404(Delivery.objects.select_related("dispatch"), pk=pk)
    form, outcome = SettleForm(request.POST), request.POST.get("outcome", "")
    if not form.is_valid():
        messages.error(request, _("This is no valid address."))
        return redirect("channel_ledger:inspect", pk)
    seen, url = number_in(request.POST.get("fence", "")), form.cleaned_data["url"]
    # Where it was not said what was in view, nothing is as it was.
    fence = -1 if seen is None else seen
    try:
        settle(delivery, member_of(request), outcome, fence=fence, url=url)
    except ChannelError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Written down."))
        place = place_of(delivery)
        if place is not None and url and place.url == url and not place.remote_id:
            messages.warning(request, told_of(place))
    return redirect("channel_ledger:inspect", pk)


@never_cache
def endpoint_secret(request: HttpRequest, pk: int) -> HttpResponse:
    """Makes a secret for a partner's endpoint, and shows it this once."""
    if not user_can_manage_channels(request.user):
        raise PermissionDenied
    endpoint = get_object_or_404(WebhookEndpoint, pk=pk)
    secret = make_secret(endpoint, member_of(request)) if request.method == "POST" else ""
    index = {"url": reverse("channel_endpoints:index"), "label": _("Partners")}
    edit = {"url": reverse("channel_endpoints:edit", args=[pk]), "label": endpoint.name}
    context = {
        "endpoint": endpoint,
        "secret": secret,
        "header_title": _("Secret: %(name)s") % {"name": endpoint.name},
        "header_icon": "key",
        "breadcrumbs_items": [index, edit, {"url": "", "label": _("Secret"), "sublabel": endpoint.name}],
    }
    return TemplateResponse(request, "admin/channels/secret.html", context)
