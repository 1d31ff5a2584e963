"""Serving files. The public gets what a public page shows; who may enter the admin gets the rest; nobody else gets anything."""

import logging
import mimetypes
from collections.abc import Callable
from functools import wraps
from pathlib import PurePath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from . import queries, renditions
from .addresses import CONTENT_TYPES, WIDTHS, Box, box_of, box_text
from .errors import Busy, FileDamaged
from .models import Paper, Photo
from .permissions import user_can_see_private_files

log = logging.getLogger(__name__)

# Browsers keep a public file for ever: its address holds its digest. Caches that many share ask again after five minutes, so
# that a withdrawal or a loss of rights passes through them.
_PUBLIC = "public, max-age=31536000, s-maxage=300, immutable"
_PRIVATE = "private, no-cache"
_NEVER = "no-store"

# Seconds that a reader waits for a picture that somebody else is making.
_WAIT = 15.0

_SHOWN_IN_BROWSER = frozenset({"application/pdf", "image/avif", "image/jpeg", "image/png", "image/webp"})


def _told_plainly(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Answers 404 with one sentence that no cache keeps: what is not public now may be in a minute."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return _sentence(_("There is no such file."), 404)

    return wrapped


@require_safe
@_told_plainly
def photo(request: HttpRequest, image_id: str, digest: str, width: str, extension: str) -> HttpResponseBase:
    """A rendition of a photo: 404 for who may not see it, 410 where the right to show it is lost."""
    found = queries.photo_at(int(image_id), digest)
    if found is None or not (found.is_public or user_can_see_private_files(request.user)):
        raise Http404
    return photo_answer(request, found, int(width), extension, is_public=found.is_public)


@require_safe
@_told_plainly
def photo_crop(request: HttpRequest, image_id: str, digest: str, box: str, width: str) -> HttpResponseBase:
    """A part of a photo, as a post shows it. The public gets those parts alone that were approved."""
    found = queries.photo_at(int(image_id), digest)
    if found is None:
        raise Http404
    part = box_of(box)
    is_public = found.is_public and queries.is_approved_crop(found.pk, part)
    if not (is_public or user_can_see_private_files(request.user)):
        raise Http404
    return photo_answer(request, found, int(width), "jpg", is_public=is_public, box=part)


def _lies_in(box: Box, photo: Photo) -> bool:
    left, top, right, bottom = box
    return left < right <= photo.width and top < bottom <= photo.height


def photo_answer(
    request: HttpRequest, found: Photo, width: int, extension: str, *, is_public: bool, box: Box | None = None
) -> HttpResponseBase:
    """A rendition for somebody who may see the photo; ``is_public`` says who may keep a copy, ``box`` what of it is shown.

    Raises ``Http404`` where there is none.
    """
    if width not in WIDTHS or (box is not None and not _lies_in(box, found)):
        raise Http404
    if found.rights_lost_at is not None:
        return _sentence(_("This photo may no longer be shown."), 410)
    slot = renditions.slot_for(found, width, extension, box)
    etag = f'"{found.sha256[:20]}-{box_text(box) if box else ""}-{slot.width}-{slot.extension}-{renditions.ENCODING}"'
    response = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            response = HttpResponse(_rendition(found, slot), content_type=CONTENT_TYPES[extension])
        except Busy:
            return HttpResponse(status=503, headers={"Retry-After": "5", "Cache-Control": _NEVER})
        except FileDamaged:
            log.exception("Photo %d can't be shown", found.pk)
            raise Http404 from None
    return _cached(response, etag, is_public=is_public)


def _rendition(found: Photo, slot: renditions.Slot) -> bytes:
    """The bytes of a rendition, made now if nobody has asked before."""
    rendition = renditions.find(found, slot)
    if rendition is None:
        renditions.make(found, [slot], wait=_WAIT)
        rendition = renditions.find(found, slot)
    if rendition is not None:
        content = _read(rendition.file.name)
        if content is not None:
            return content
        rendition = renditions.remade(found, rendition, slot, wait=_WAIT)
    content = _read(rendition.file.name) if rendition is not None else None
    if content is None:
        raise FileDamaged(f"The rendition {slot} of photo {found.pk} could not be kept.")
    return content


def _read(name: str) -> bytes | None:
    try:
        with default_storage.open(name, "rb") as file:
            return file.read()
    except FileNotFoundError:
        return None


@require_safe
@_told_plainly
def card(request: HttpRequest, page_id: str, mark: str, form: str) -> HttpResponseBase:
    """A card of what is public now, as it was made by the task: nothing is drawn because somebody asks."""
    found = queries.card_at(int(page_id), mark, form)
    content = _read(found.file.name) if found and found.file.name else None
    if content is None:
        raise Http404
    etag = f'"{mark}-{form}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(content, content_type=CONTENT_TYPES["jpg"])
    return _cached(response, etag, is_public=True)


@require_safe
@_told_plainly
def document(request: HttpRequest, document_id: str, digest: str, filename: str) -> HttpResponseBase:
    """A document, byte for byte as it was uploaded."""
    found = queries.paper_at(int(document_id), digest)
    if found is None or found.filename != filename:
        raise Http404
    is_public: bool = found.is_public
    if not (is_public or user_can_see_private_files(request.user)):
        raise Http404
    return paper_answer(request, found, is_public=is_public)


def paper_answer(request: HttpRequest, found: Paper, *, is_public: bool) -> HttpResponseBase:
    """The file of a paper for somebody who may have it. Raises ``Http404`` where it is gone."""
    etag = f'"{found.sha256}"'
    response = get_conditional_response(request, etag=etag) or _file(found.file.name, found.filename)
    return _cached(response, etag, is_public=is_public)


@require_safe
@_told_plainly
def private_document(request: HttpRequest, document_id: str, filename: str) -> HttpResponseBase:
    """A document for the newsroom's own use; the admin's links to documents lead here."""
    if not user_can_see_private_files(request.user):
        raise Http404
    found = Paper.objects.filter(pk=int(document_id)).first()
    if found is None or found.filename != filename:
        raise Http404
    return _private(_file(found.file.name, found.filename))


@require_safe
@_told_plainly
def private_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Any stored file, originals and the admin's thumbnails, for the newsroom's own use."""
    if not user_can_see_private_files(request.user):
        raise Http404
    return _private(_file(name, PurePath(name).name))


def _file(name: str, filename: str) -> FileResponse:
    try:
        file = default_storage.open(name, "rb")
    # A name with a null byte is a ValueError.
    except (OSError, ValueError, SuspiciousFileOperation):
        raise Http404 from None
    content_type = mimetypes.guess_type(filename)[0] or "application/octet-stream"
    response = FileResponse(
        file, filename=filename, content_type=content_type, as_attachment=content_type not in _SHOWN_IN_BROWSER
    )
    # A document is shown alone, whatever is in it: no script, nothing from elsewhere.
    response["Content-Security-Policy"] = "default-src 'none'"
    return response


def _cached(response: HttpResponseBase, etag: str, *, is_public: bool) -> HttpResponseBase:
    response["ETag"] = etag
    response["Cache-Control"] = _PUBLIC if is_public else _PRIVATE
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _private(response: HttpResponseBase) -> HttpResponseBase:
    response["Cache-Control"] = _PRIVATE
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _sentence(text: str, status: int) -> HttpResponse:
    return HttpResponse(
        text, status=status, content_type="text/plain; charset=utf-8", headers={"Cache-Control": _NEVER}
    )
