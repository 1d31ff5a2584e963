"""Papers in the admin: the version to be printed, the marked-up file, and what it proposes. Each act leads back to the page."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext, pgettext, pgettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages

from cms.articles.importing.errors import ImportFileError
from cms.articles.models import ArticlePage
from cms.staff.signed_in import member_of
from cms.text.numbers import number_in

from ..errors import ReviewRefused
from ..of_page import OfPageMixin, page_for
from ..signoff.permissions import user_can_ask_leaders
from . import actions
from .permissions import user_can_print
from .shown import Screen

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_TOLD = 10
"""Reasons that are told at once of changes that have to be made by hand."""


class PaperView(OfPageMixin, TemplateView):
    """To paper and back."""

    template_name = "admin/review/paper/page.html"
    page_title = pgettext_lazy("paper", "Paper for submission")
    header_icon = "doc-full-inverse"
    may = staticmethod(user_can_print)
    kind = ArticlePage
    page: ArticlePage

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "page": self.page,
            "screen": Screen(self.page, self.request.user),
            "asks_leaders": user_can_ask_leaders(self.request.user, self.page),
        }


@require_POST
def printed(request: HttpRequest, page_id: int) -> HttpResponse:
    """The .docx of a version."""
    page = page_for(request.user, page_id, user_can_print, ArticlePage)
    try:
        made = actions.print_paper(page, member_of(request), request.POST.get("version", ""))
    except LookupError:
        raise Http404 from None
    response = HttpResponse(made.data, content_type=DOCX)
    response["Content-Disposition"] = f'attachment; filename="{made.filename}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def bring_back(request: HttpRequest, page_id: int) -> HttpResponse:
    page = page_for(request.user, page_id, user_can_print, ArticlePage)
    file = request.FILES.get("file")
    if file is None:
        messages.error(request, pgettext("paper", "Choose the file first."))
        return _back(page)
    try:
        reading = actions.read_back(page, member_of(request), str(file.name), file.read())
    except ImportFileError as error:
        messages.error(request, str(error))
        return _back(page)
    count = reading.changes.count()
    if count or reading.comments:
        told = ngettext(
            "%(count)d change was found in the file.", "%(count)d changes were found in the file.", count
        ) % {"count": count}
        if reading.comments:
            told += " " + ngettext(
                "%(count)d comment stands with the others now.",
                "%(count)d comments stand with the others now.",
                reading.comments,
            ) % {"count": reading.comments}
        messages.success(request, told)
    else:
        messages.info(
            request, pgettext("paper", "The file says what was printed: nothing was changed or commented on.")
        )
    return _back(page, f"#reading-{reading.pk}")


@require_POST
def accept(request: HttpRequest, page_id: int) -> HttpResponse:
    page = page_for(request.user, page_id, user_can_print, ArticlePage)

    def act() -> None:
        user = member_of(request)
        outcome = actions.accept(page, user, _ids(request), request.POST.get("digest", ""))
        if outcome.accepted:
            messages.success(
                request,
                ngettext(
                    "%(count)d change was made in the draft.",
                    "%(count)d changes were made in the draft.",
                    outcome.accepted,
                )
                % {"count": outcome.accepted},
            )
        if outcome.obsolete:
            messages.warning(
                request,
                ngettext(
                    "%(count)d change stands nowhere any more: its passage has been changed since.",
                    "%(count)d changes stand nowhere any more: their passages have been changed since.",
                    outcome.obsolete,
                )
                % {"count": outcome.obsolete},
            )
        for reason in list(dict.fromkeys(outcome.by_hand))[:MOST_TOLD]:
            messages.warning(request, reason)

    return _decided(request, page, act)


@require_POST
def reject(request: HttpRequest, page_id: int) -> HttpResponse:
    page = page_for(request.user, page_id, user_can_print, ArticlePage)

    def act() -> None:
        count = actions.reject(page, member_of(request), _ids(request))
        if count:
            messages.success(
                request,
                ngettext("%(count)d change was rejected.", "%(count)d changes were rejected.", count)
                % {"count": count},
            )

    return _decided(request, page, act)


def _decided(request: HttpRequest, page: ArticlePage, act: Callable[[], None]) -> HttpResponse:
    try:
        act()
    except ReviewRefused as refused:
        messages.error(request, str(refused))
    anchor = request.POST.get("reading", "")
    return _back(page, f"#reading-{anchor}" if anchor.isascii() and anchor.isdecimal() else "")


def _ids(request: HttpRequest) -> list[int]:
    """The changes that were chosen; what is no number of a row is none."""
    found = map(number_in, request.POST.getlist("change"))
    return [each for each in found if each is not None]


def _back(page: ArticlePage, anchor: str = "") -> HttpResponse:
    return redirect(reverse("review_paper:paper", args=[page.pk]) + anchor)
