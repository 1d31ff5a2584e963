"""What platforms have counted, by channel and by article."""

import datetime as dt
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import pgettext_lazy
from django.views.generic import TemplateView

from ..figures.sums import by_article, by_channel, headlines
from .managers import ForManagersMixin

SPANS = (7, 30, 365)
"""Days that can be chosen."""

_A_PAGE = 50


class FiguresView(ForManagersMixin, TemplateView):
    """The sums of a span of days that ends now."""

    template_name = "admin/channels/figures.html"
    page_title = pgettext_lazy("channels", "Figures")
    header_icon = "table"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        days = _days(self.request)
        since = timezone.now() - dt.timedelta(days=days)
        page = Paginator(by_article(since), _A_PAGE).get_page(self.request.GET.get("p"))
        named = headlines([row["page_id"] for row in page])
        return {
            **super().get_context_data(**kwargs),
            "spans": SPANS,
            "days": days,
            "channels": by_channel(since),
            "articles": [{**row, "headline": named.get(row["page_id"], "")} for row in page],
            "page": page,
        }


def _days(request: HttpRequest) -> int:
    asked = request.GET.get("ngay", "")
    return int(asked) if asked.isdecimal() and int(asked) in SPANS else SPANS[0]
