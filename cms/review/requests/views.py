"""The register in the admin: the list, one request with its steps, the forms, the export."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.staff.signed_in import member_of
from cms.text.dates import full_moment, today
from cms.text.normal import one_line
from cms.text.numbers import number_in
from cms.trail.record import record

from .. import private
from . import actions
from .export import as_csv
from .forms import OF_SENDER, AnswerForm, DecisionForm, RequestForm, ScanForm
from .models import CorrectionRequest, RequestScan
from .permissions import user_can_decide_requests, user_can_erase_senders, user_can_handle_requests
from .queries import late, requests, unanswered

PER_LEAF = 30
_SHOWN = ("unanswered", "late", "mine", "all")


class _RegisterView(WagtailAdminTemplateMixin):
    header_icon = "mail"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not user_can_handle_requests(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        register = {
            "url": reverse("correction_requests:index"),
            "label": pgettext("request", "Requests for correction"),
        }
        return [*self.breadcrumbs_items, register, {"url": "", "label": self.get_page_title()}]


class RegisterView(_RegisterView, TemplateView):
    """What is not answered, the earliest due first; or all, or what is in my hands."""

    template_name = "admin/review/requests/index.html"
    page_title = pgettext_lazy("request", "Requests for correction")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = _chosen(self.request)
        leaf = Paginator(rows, PER_LEAF).get_page(self.request.GET.get("p"))
        return {
            **super().get_context_data(**kwargs),
            "leaf": leaf,
            "shown": _shown(self.request),
            "q": self.request.GET.get("q", ""),
            "late": late().count(),
        }


class RegisterRequestView(_RegisterView, FormView):
    """A request is written into the register."""

    form_class = RequestForm
    template_name = "admin/review/requests/form.html"
    page_title = pgettext_lazy("request", "Register a request")

    def get_initial(self) -> dict[str, Any]:
        return {**super().get_initial(), "address": self.request.GET.get("dia-chi", "")}

    def form_valid(self, form: RequestForm) -> HttpResponse:
        made = actions.register(
            user=member_of(self.request),
            sender=form.sender(),
            scans=form.scans(),
            **form.request_fields(),
        )
        messages.success(self.request, _("Registered as number %(number)d.") % {"number": made.pk})
        if made.address and not made.page_id:
            messages.warning(self.request, _("No page was found at the address, so the request names none."))
        return redirect("correction_requests:detail", made.pk)


class ChangeRequestView(_RegisterView, FormView):
    """What was registered is put right, until it is answered."""

    form_class = RequestForm
    template_name = "admin/review/requests/form.html"
    page_title = pgettext_lazy("request", "Change a request")

    @cached_property
    def row(self) -> CorrectionRequest:
        return get_object_or_404(unanswered(), pk=self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "known": self.row}

    def get_initial(self) -> dict[str, Any]:
        names = ("way", "received_on", "address", "claim", "asked", "due_on", "assigned_to")
        sender = getattr(self.row, "sender", None)
        of_sender = {name: getattr(sender, name) for name in OF_SENDER} if sender else {}
        page = Page.objects.filter(pk=self.row.page_id or 0).first()
        return {**{name: getattr(self.row, name) for name in names}, **of_sender, "page": page}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "row": self.row}

    def form_valid(self, form: RequestForm) -> HttpResponse:
        try:
            actions.change(self.row, user=member_of(self.request), sender=form.sender(), **form.request_fields())
        except ValidationError as error:
            messages.error(self.request, error.message)
        else:
            messages.success(self.request, _("The request was changed."))
        return redirect("correction_requests:detail", self.row.pk)


class RequestView(_RegisterView, TemplateView):
    """A request with all that became of it, as a sheet to print; what comes next is done here."""

    template_name = "admin/review/requests/detail.html"

    @cached_property
    def row(self) -> CorrectionRequest:
        return get_object_or_404(requests(), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return _("Request for correction %(number)d") % {"number": self.row.pk}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row, user = self.row, self.request.user
        context = {
            **super().get_context_data(**kwargs),
            "row": row,
            "sender": getattr(row, "sender", None),
            "scans": row.scans.select_related("added_by"),
            "can_erase": user_can_erase_senders(user),
            "page_is_there": bool(row.page_id) and Page.objects.filter(pk=row.page_id or 0).exists(),
            "registered": full_moment(row.registered_at),
            "decided": full_moment(row.decided_at) if row.decided_at else "",
            "answered": full_moment(row.answered_at) if row.answered_at else "",
            "printed": full_moment(timezone.now()),
        }
        is_open = row.state != CorrectionRequest.State.ANSWERED
        if is_open and context["sender"]:
            context.setdefault("scan_form", ScanForm())
        if is_open and user_can_decide_requests(user):
            context.setdefault("decision_form", DecisionForm(initial={"decision": row.decision, "why": row.why}))
        if row.state == CorrectionRequest.State.DECIDED:
            context.setdefault("answer_form", AnswerForm(row))
        return context

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        steps = {"decide": self._decide, "answer": self._answer, "scan": self._scan, "erase": self._erase}
        try:
            return steps.get(request.POST.get("step", ""), self._answer)()
        except ValidationError as error:
            messages.error(request, error.message)
            return redirect("correction_requests:detail", pk)

    def _decide(self) -> HttpResponse:
        form = DecisionForm(self.request.POST)
        if not user_can_decide_requests(self.request.user):
            raise PermissionDenied
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(decision_form=form))
        actions.decide(self.row, user=member_of(self.request), **form.cleaned_data)
        messages.success(self.request, _("The decision is written down. The answer comes next."))
        return redirect("correction_requests:detail", self.row.pk)

    def _scan(self) -> HttpResponse:
        form = ScanForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(scan_form=form))
        actions.add_scan(self.row, form.cleaned_data["scan"], user=member_of(self.request))
        messages.success(self.request, _("The scan is kept with the request."))
        return redirect("correction_requests:detail", self.row.pk)

    def _erase(self) -> HttpResponse:
        actions.erase_sender(self.row, user=member_of(self.request))
        messages.success(self.request, _("Who asked is erased, with the scans of the letter."))
        return redirect("correction_requests:detail", self.row.pk)

    def _answer(self) -> HttpResponse:
        form = AnswerForm(self.row, self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(answer_form=form))
        actions.answer(self.row, user=member_of(self.request), **form.cleaned_data)
        messages.success(self.request, _("The answer is written down."))
        return redirect("correction_requests:detail", self.row.pk)


@require_safe
def scan(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A scan of the letter, for who may see the register; the trail tells that it was opened."""
    row = get_object_or_404(RequestScan.objects.select_related("request"), pk=pk)
    actions.note_opened(row, user=member_of(request))
    return private.answer(str(row.file.name), f"yeu-cau-{row.request_id}-{row.pk}")


@require_POST
def remove_scan(request: HttpRequest, pk: int) -> HttpResponse:
    """A scan that was attached by mistake goes."""
    if not user_can_handle_requests(request.user):
        raise PermissionDenied
    row = get_object_or_404(RequestScan.objects.select_related("request"), pk=pk)
    try:
        actions.remove_scan(row, user=member_of(request))
    except ValidationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The scan was removed."))
    return redirect("correction_requests:detail", row.request_id)


@never_cache
@require_safe
def exported(request: HttpRequest) -> StreamingHttpResponse:
    """What the list shows, as a file. That it was taken out is an act of its own."""
    if not user_can_handle_requests(request.user):
        raise PermissionDenied
    rows = _chosen(request)
    record("correction_request.exported", actor=member_of(request), data={"count": rows.count()})
    headers = {"Content-Disposition": f'attachment; filename="yeu-cau-cai-chinh-{today():%Y-%m-%d}.csv"'}
    return StreamingHttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8", headers=headers)


def _shown(request: HttpRequest) -> str:
    asked = request.GET.get("xem", "")
    return asked if asked in _SHOWN else _SHOWN[0]


def _chosen(request: HttpRequest) -> "QuerySet[CorrectionRequest]":
    match _shown(request):
        case "late":
            rows = late()
        case "mine":
            rows = unanswered().filter(assigned_to=request.user.pk)
        case "all":
            rows = requests()
        case _:
            rows = unanswered()
    if text := one_line(request.GET.get("q", ""))[:200]:
        about = Q(headline__icontains=text) | Q(claim__icontains=text) | Q(sender__name__icontains=text)
        rows = rows.filter(about | Q(pk=number_in(text, digits=9) or 0))
    return rows
