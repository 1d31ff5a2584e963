"""The newsroom's page for what is known of readers' browsers."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from ..models import Lane, PushSubscription
from ..webpush import pace
from ..webpush.keys import newest_key
from ..words import service_trouble
from .managers import ForManagersMixin


class BrowsersView(ForManagersMixin, TemplateView):
    """How many browsers get notifications, and through which services."""

    template_name = "admin/channels/push.html"
    page_title = gettext_lazy("Web push")
    header_icon = "newsroom-bell"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = PushSubscription.objects.order_by().values("service").annotate(count=Count("pk")).order_by("-count")
        troubles, now = pace.troubles(str(each["service"]) for each in rows), timezone.now()
        services = [
            {**each, "trouble": _trouble(troubles.get(str(each["service"])), str(each["service"]), now)}
            for each in rows
        ]
        shown = {
            "key": newest_key(),
            "services": services,
            "total": PushSubscription.objects.count(),
            "page": settings.PUBLIC_BASE_URL + reverse("push"),
        }
        return {**super().get_context_data(**kwargs), **shown}


def _trouble(lane: Lane | None, service: str, now: dt.datetime) -> dict[str, Any] | None:
    """Why nothing got through to a push service the last time, and until when it is left alone."""
    if lane is None:
        return None
    return {"why": service_trouble(service, lane.trouble), "until": None if lane.is_free(now) else lane.free_at}
