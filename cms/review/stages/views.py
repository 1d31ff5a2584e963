"""Taking and giving back a version at its stage: one POST each, that leads back to where it came from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from cms.staff.signed_in import member_of

from ..models import ReviewTaskState
from . import claims


@require_POST
def claim(request: HttpRequest, state_id: int) -> HttpResponse:
    """``take_over=1`` takes it from who has it."""
    state = get_object_or_404(ReviewTaskState, pk=state_id)
    user = member_of(request)
    claims.claim(state, user, take_over=request.POST.get("take_over") == "1")
    messages.success(request, _("You have this version now; the others see that."))
    return _back(request, state)


@require_POST
def release(request: HttpRequest, state_id: int) -> HttpResponse:
    state = get_object_or_404(ReviewTaskState, pk=state_id)
    user = member_of(request)
    claims.release(state, user)
    messages.success(request, _("The version is free for the others of the stage."))
    return _back(request, state)


def _back(request: HttpRequest, state: ReviewTaskState) -> HttpResponse:
    address = get_valid_next_url_from_request(request)
    return redirect(address or reverse("wagtailadmin_pages:edit", args=[state.workflow_state.object_id]))
