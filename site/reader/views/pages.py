"""Pages of the tree, by their path, and the short addresses that lead to them."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)

from cms.channels.tagged import TAGS
from cms.publication.models import Shelf

from .. import frame as frames
from .. import queries, rendering
from ..documents import Chosen
from .door import current, readable
from .errors import gone


@readable
def page(request: HttpRequest, path: str = "") -> HttpResponseBase:
    """The public page at the path; 301 from an address that it had before, 410 for what was taken back, else 404."""
    address = f"/{path}"
    shelf = queries.shelf_at(address) if len(address) <= 1000 else None
    if shelf is None:
        return _moved(address)
    if not shelf.is_public():
        return gone(request, shelf.notice)
    frame_edition = queries.edition()
    before = queries.Cursor.parse(request.GET.get("truoc", ""))
    chosen = Chosen.parse(request.GET)

    def build() -> HttpResponse:
        frame = frames.load(frame_edition)
        shown = replace(rendering.page_of_shelf(shelf, frame), chosen=chosen)
        return HttpResponse(rendering.html(shown, frame, before=before))

    seal = shelf.current.seal if shelf.current else ""
    return current(request, frame_edition, build, seal=seal, key=f"{address}|{before}|{chosen.query}")


def _moved(address: str) -> HttpResponseBase:
    shelf = queries.moved_from(address)
    if shelf is None or shelf.current_id is None:
        raise Http404
    # A page taken back after its move says so at its own address.
    return HttpResponsePermanentRedirect(shelf.path)


@readable
def short_link(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """From the address that never moves to where the page now is."""
    shelf = Shelf.objects.filter(pk=page_id, current__isnull=False).first() if page_id < 2**63 else None
    if shelf is None:
        raise Http404
    if not shelf.is_public():
        return gone(request, shelf.notice)
    kept = {name: request.GET[name][:80] for name in TAGS if name in request.GET}
    return HttpResponseRedirect(f"{shelf.path}?{urlencode(kept)}" if kept else shelf.path)
