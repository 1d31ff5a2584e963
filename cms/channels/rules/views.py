"""The buttons about rules: let an article go, send in quiet hours, print a rule."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cms.staff.signed_in import member_of
from cms.text.numbers import number_in

from ..errors import ChannelError
from ..models import Dispatch
from ..permissions import user_can_manage_channels
from . import releasing
from .models import Rule
from .paper import filename_of, regulation_docx

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Lets go what waits for who may send."""
    dispatch = get_object_or_404(Dispatch, pk=pk)
    seen = number_in(request.POST.get("publication", "")) or 0
    return _done(request, dispatch, lambda: releasing.release(dispatch, member_of(request), seen), _("It goes out."))


@require_POST
def send_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends in quiet hours."""
    dispatch = get_object_or_404(Dispatch, pk=pk)
    reason = request.POST.get("reason", "")
    return _done(
        request, dispatch, lambda: releasing.send_now(dispatch, member_of(request), reason), _("It goes out now.")
    )


@require_GET
def printed(request: HttpRequest, pk: int) -> HttpResponse:
    """A rule as a regulation, on paper."""
    if not user_can_manage_channels(request.user):
        raise PermissionDenied
    rule = get_object_or_404(Rule, pk=pk)
    response = HttpResponse(regulation_docx(rule), content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{filename_of(rule)}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _done(request: HttpRequest, dispatch: Dispatch, act: Callable[[], None], told: str) -> HttpResponse:
    try:
        act()
    except ChannelError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, told)
    return redirect("channels_preview", dispatch.page_id)
