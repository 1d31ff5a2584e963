from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from .desk import desk_of
from .panel import part_context


@require_GET
@never_cache
def part(request: HttpRequest) -> HttpResponse:
    """The lists alone, as they stand now: what an open desk asks for from time to time."""
    return render(request, "admin/desk/part.html", part_context(request, desk_of(request.user, request.GET)))
