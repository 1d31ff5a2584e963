"""Is it ours? What somebody pastes is answered and forgotten: it is neither kept nor logged."""

from threading import Lock

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.publication.limits import within_limit

from .. import frame as frames
from ..links import absolute
from ..ours.answer import Answer, answer
from ..ours.pasted import LONGEST
from ..page import Crumb, Meta
from .door import ALWAYS_ASK, question

LARGEST = 300_000
"""Bytes of a form: a Vietnamese letter with its marks takes nine in it."""
A_MINUTE = 30
"""Questions that one network may ask in a minute."""
SHORT = 2_000
"""Characters of a text that is compared whatever else is: a longer one waits for no other of the process, so that whoever pastes
long texts holds one thread and not all."""
_AT_WORK = Lock()


@question
def ours(request: HttpRequest) -> HttpResponseBase:
    """The form, and the answer to ``q``: in the address for links, which one passes on, in a form for texts."""
    posted = request.method == "POST"
    size = request.META.get("CONTENT_LENGTH") or "0"
    if posted and (not size.isdigit() or int(size) > LARGEST):
        return _refused(
            413, _("This text is too long. Please paste at most %(count)d characters.") % {"count": LONGEST}
        )
    text = (request.POST if posted else request.GET).get("q", "")
    if not text.strip():
        return _refused(422, _("Please paste a link or a text.")) if posted else _page("", None)
    if not within_limit(request, "ours", times=A_MINUTE, seconds=60):
        return _refused(429, _("Too many texts have come from your network. Please try again in a minute."))
    if len(text) <= SHORT:
        return _page(text, answer(text))
    if not _AT_WORK.acquire(blocking=False):
        return _refused(429, _("Other texts are being compared at this moment. Please try again in a minute."))
    try:
        return _page(text, answer(text))
    finally:
        _AT_WORK.release()


def _refused(status: int, sentence: str) -> HttpResponse:
    response = _page("", None, sentence)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(text: str, found: Answer | None, sentence: str = "") -> HttpResponse:
    frame = frames.load()
    title, path = _("Is it ours?"), reverse("ours")
    trail = (Crumb(_("Front page"), "/"), Crumb(title, path))
    context = {
        "frame": frame,
        "meta": Meta(f"{title} | {frame.site_name}", absolute(path), indexed=found is None and not sentence),
        "title": title,
        "crumbs": trail,
        "sample": frame.edition.sample,
        "pasted": text[:LONGEST],
        "longest": LONGEST,
        "found": found,
        "sentence": sentence,
    }
    response = HttpResponse(render_to_string("reader/ours.html", context))
    response.headers["Cache-Control"] = "no-store" if found else ALWAYS_ASK
    return response
