"""One subscriber's data, as a file for who asks for it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cms.staff.signed_in import member_of

from ..models import Subscriber
from ..personal import export_subscriber


@never_cache
@require_POST
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """A POST: giving somebody's data out is an act of its own, and stands in the trail."""
    made = export_subscriber(get_object_or_404(Subscriber, pk=pk), member_of(request))
    # The name says the number alone: names of files end up in places where an address should not be.
    headers = {"Content-Disposition": f'attachment; filename="nguoi-dang-ky-{pk}.json"'}
    return HttpResponse(made, content_type="application/json; charset=utf-8", headers=headers)
