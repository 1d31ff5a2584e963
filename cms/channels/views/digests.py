"""The digests of the newsletter: what is drawn up, what was sent, and one more now."""

from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages

from cms.publication.models import Shelf
from cms.staff.signed_in import member_of

from ..digests import actions
from ..digests.rhythm import Rhythm
from ..errors import ChannelError
from ..models import Delivery, DigestPage, Subscriber
from .managers import ForManagersMixin

LATEST = 50


class DigestsView(ForManagersMixin, TemplateView):
    """The latest digests, newest first."""

    template_name = "admin/channels/digests.html"
    page_title = pgettext_lazy("newsletter", "Digests")
    header_icon = "list-ul"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = list(DigestPage.objects.order_by("-pk")[:LATEST])
        ids = [page.pk for page in pages]
        shelves, mails = Shelf.objects.in_bulk(ids), _mails(ids)
        active = Subscriber.objects.filter(state=Subscriber.State.ACTIVE)
        return {
            **super().get_context_data(**kwargs),
            "rows": [(page, shelves.get(page.pk), mails.get(page.pk)) for page in pages],
            "rhythms": [(each, active.filter(wants=each.value).count()) for each in Rhythm],
        }


def _mails(page_ids: list[int]) -> dict[int, Any]:
    """How many mails of each digest have arrived at their server, of how many."""
    of_digests = Delivery.objects.filter(dispatch__page_id__in=page_ids).order_by()
    delivered = Count("pk", filter=Q(state=Delivery.State.DELIVERED))
    counted = of_digests.values("dispatch__page_id").annotate(delivered=delivered, total=Count("pk"))
    return {row["dispatch__page_id"]: row for row in counted}


@require_POST
def draw_up_now(request: HttpRequest, rhythm: str) -> HttpResponse:
    if rhythm not in Rhythm.values:
        raise Http404
    try:
        page = actions.draw_up_now(Rhythm(rhythm), member_of(request))
    except ChannelError as error:
        messages.error(request, str(error))
        return redirect("channels_digests")
    if page is None:
        messages.warning(request, _("Nothing has gone public since the last digest."))
        return redirect("channels_digests")
    messages.success(request, _("The digest is drawn up: finish it and submit it."))
    return redirect("wagtailadmin_pages:edit", page.pk)
