"""The inbox in the admin: the list with its filter, one opinion, the export."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.staff.signed_in import member_of
from cms.text.dates import full_moment, today
from cms.text.normal import one_line
from cms.text.numbers import number_in
from cms.trail.record import record

from .. import actions
from ..export import as_csv
from ..forms import MarkForm
from ..models import Opinion
from ..permissions import user_can_erase_opinions, user_can_read_opinions
from ..queries import chosen, documents_with_opinions

PER_LEAF = 30
ALL = "all"


class _InboxView(WagtailAdminTemplateMixin, TemplateView):
    header_icon = "comment"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not user_can_read_opinions(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class InboxView(_InboxView):
    """The opinions, newest first, by document, state and words."""

    template_name = "admin/opinions/index.html"
    page_title = pgettext_lazy("opinion", "Opinions on drafts")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.request.GET.copy()
        asked.pop("p", None)
        return {
            **super().get_context_data(**kwargs),
            "leaf": Paginator(_chosen(self.request), PER_LEAF).get_page(self.request.GET.get("p")),
            "documents": documents_with_opinions(),
            "document": _document(self.request),
            "states": [
                ("", pgettext("opinion", "all but spam")),
                *Opinion.State.choices,
                (ALL, pgettext("opinion", "all with spam")),
            ],
            "state": _state(self.request),
            "q": self.request.GET.get("q", ""),
            "asked": asked.urlencode(),
        }


class OpinionView(_InboxView):
    """One opinion, and what became of it."""

    template_name = "admin/opinions/detail.html"

    @cached_property
    def row(self) -> Opinion:
        return get_object_or_404(Opinion.objects.select_related("handled_by", "publication"), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return pgettext("opinion", "Opinion %(number)d") % {"number": self.row.pk}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        inbox = {"url": reverse("opinions:index"), "label": pgettext("opinion", "Opinions on drafts")}
        return [*self.breadcrumbs_items, inbox, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.row
        return {
            "form": MarkForm(initial={"state": row.state, "note": row.note}),
            **super().get_context_data(**kwargs),
            "row": row,
            "received": full_moment(row.received_at),
            "handled": full_moment(row.handled_at) if row.handled_at else "",
            "page_is_there": Page.objects.filter(pk=row.page_id).exists(),
            "can_erase": user_can_erase_opinions(self.request.user),
            "older": Opinion.objects.filter(page_id=row.page_id, pk__lt=row.pk, state="new").order_by("-pk").first(),
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = MarkForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        try:
            actions.mark(self.row, user=member_of(request), **form.cleaned_data)
        except ValidationError as error:
            messages.error(request, error.message)
        else:
            messages.success(request, pgettext("opinion", "It is written down."))
        return redirect("opinions:detail", pk)


@require_POST
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """The writer wants it gone."""
    if not user_can_erase_opinions(request.user):
        raise PermissionDenied
    row = get_object_or_404(Opinion, pk=pk)
    actions.erase(row, user=member_of(request))
    messages.success(request, pgettext("opinion", "The opinion is erased."))
    return redirect("opinions:index")


@never_cache
@require_safe
def exported(request: HttpRequest) -> StreamingHttpResponse:
    """What the list shows, as a file. That it was taken out is an act of its own."""
    if not user_can_read_opinions(request.user):
        raise PermissionDenied
    rows = _chosen(request)
    record("opinion.exported", actor=member_of(request), data={"count": rows.count()})
    headers = {"Content-Disposition": f'attachment; filename="y-kien-gop-y-{today():%Y-%m-%d}.csv"'}
    return StreamingHttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8", headers=headers)


def _document(request: HttpRequest) -> int | None:
    return number_in(request.GET.get("document", ""))


def _state(request: HttpRequest) -> str:
    asked = request.GET.get("state", "")
    return asked if asked in (*Opinion.State.values, ALL) else ""


def _chosen(request: HttpRequest) -> "QuerySet[Opinion]":
    text = one_line(request.GET.get("q", ""))[:200]
    return chosen(page_id=_document(request), state=_state(request), text=text)
