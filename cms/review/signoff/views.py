"""The leaders' word in the admin: a page's requests and notes, and the acts. A secret is shown once, in the answer that made it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.publication.pages import ReviewedPage
from cms.publication.queries import draft_digest
from cms.staff.signed_in import member_of

from .. import private
from ..dossier.permissions import user_can_read_dossier
from ..errors import ReviewRefused
from ..of_page import OfPageMixin, page_for
from . import actions, attest, passing
from .forms import AskForm, AttestForm
from .models import Attestation, Leader, SignoffRequest
from .outbox import link_of
from .particulars import NotConfirmed, confirm_particulars, why_not_confirm_particulars
from .permissions import user_can_ask_leaders, user_can_keep_leaders
from .queries import asked_of, noted_of
from .tokens import in_groups


class _OfPage(OfPageMixin, TemplateView):
    header_icon = "user"
    may = staticmethod(user_can_ask_leaders)


class LeadersView(_OfPage):
    """What leaders were asked and what they said, with the form that asks one."""

    template_name = "admin/review/signoff/list.html"
    page_title = gettext_lazy("Leaders' word")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        digest = draft_digest(self.page)
        return {
            **super().get_context_data(**kwargs),
            "page": self.page,
            "asked": asked_of(self.page, digest),
            "noted": noted_of(self.page, self.request.user, digest),
            "form": kwargs.get("form") or AskForm(),
            "waiting": passing.waiting_stage(self.page.pk),
            "can_pass": passing.passable_stage(self.page.pk, digest) is not None,
            "keeps_leaders": user_can_keep_leaders(self.request.user),
            "link": kwargs.get("link", ""),
            "code": kwargs.get("code", ""),
            "made": kwargs.get("made"),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = AskForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            made, token = actions.ask(
                self.page,
                member_of(request),
                form.cleaned_data["leader"],
                form.cleaned_data["way"],
            )
        except ReviewRefused as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(form=form), status=422)
        if not token:
            messages.success(request, _("The link goes to the leader by e-mail. Now make the code."))
            return _back(self.page.pk)
        # Shown in this answer alone: the database does not hold it.
        return _once(self.render_to_response(self.get_context_data(link=link_of(token), made=made)))


class AttestView(_OfPage):
    """Notes what a leader said."""

    template_name = "admin/review/signoff/attest.html"
    page_title = gettext_lazy("Note a leader's approval")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": AttestForm(), "page": self.page, **super().get_context_data(**kwargs)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = AttestForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        said = form.cleaned_data
        try:
            attest.attest(self.page, member_of(request), **said)
        except ReviewRefused as refusal:
            form.add_error(None, str(refusal))
            return self.render_to_response(self.get_context_data(form=form), status=422)
        messages.success(request, _("Noted. It counts once somebody else has confirmed it."))
        return _back(self.page.pk)


@require_POST
@never_cache
def code(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A new code: shown once, or sent by mail."""
    row = get_object_or_404(SignoffRequest, pk=pk)
    page = page_for(request.user, row.page_id, user_can_ask_leaders, ReviewedPage)
    try:
        made = actions.make_code(row, member_of(request), request.POST.get("by", "screen"))
    except ReviewRefused as refusal:
        return _refused(request, refusal)
    if not made:
        messages.success(request, _("The code goes to the leader by e-mail."))
        return _back(page.pk)
    context = {"page": page, "row": row, "code": in_groups(made), "back": _list(page.pk)}
    return _once(TemplateResponse(request, "admin/review/signoff/code.html", context))


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(SignoffRequest, pk=pk)
    page = page_for(request.user, row.page_id, user_can_ask_leaders, ReviewedPage)
    actions.revoke(row, member_of(request))
    messages.success(request, _("The link no longer works."))
    return _back(page.pk)


@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Attestation, pk=pk)
    page = page_for(request.user, row.page_id, user_can_ask_leaders, ReviewedPage)
    try:
        not_passed = attest.confirm(row, member_of(request))
    except ReviewRefused as refusal:
        return _refused(request, refusal)
    messages.success(request, _("Confirmed: it is the leader's word on this version."))
    if not_passed:
        messages.warning(request, not_passed)
    return _back(page.pk)


@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(Attestation, pk=pk)
    page = page_for(request.user, row.page_id, user_can_ask_leaders, ReviewedPage)
    try:
        attest.refuse(row, member_of(request), request.POST.get("reason", ""))
    except ReviewRefused as refusal:
        return _refused(request, refusal)
    messages.success(request, _("Refused. Who noted it is told why."))
    return _back(page.pk)


@require_POST
def carry_on(request: HttpRequest, page_id: int) -> HttpResponse:
    """Passes the leaders' stage by a word that is there already, where something kept it from being passed."""
    page = page_for(request.user, page_id, user_can_ask_leaders, ReviewedPage)
    if not_passed := passing.try_again(page):
        messages.error(request, not_passed)
    return _back(page.pk)


@require_safe
def note_photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The photo of a note, for whoever may read the page's dossier, also once the page is gone."""
    row = get_object_or_404(Attestation.objects.exclude(photo=""), pk=pk)
    found = Page.objects.filter(pk=row.page_id).first()
    page = found.specific if found else None
    if not user_can_read_dossier(request.user, page if isinstance(page, ReviewedPage) else None):
        raise PermissionDenied
    return private.answer(str(row.photo.name), f"ghi-chep-{row.pk}")


class ParticularsView(WagtailAdminTemplateMixin, TemplateView):
    """Who a leader is and where a link or a call goes, for somebody else than who wrote it to say that it is right."""

    template_name = "admin/review/signoff/particulars.html"
    page_title = pgettext_lazy("leaders", "Confirm the particulars")
    header_icon = "user"
    _show_breadcrumbs = True
    leader: Leader

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not user_can_keep_leaders(request.user):
            raise PermissionDenied
        self.leader = get_object_or_404(Leader, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        listed = {"url": reverse("leaders:index"), "label": str(pgettext("persons", "Leaders"))}
        return [*super().get_breadcrumbs_items(), listed, {"url": "", "label": str(self.page_title)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        why_not = why_not_confirm_particulars(member_of(self.request), self.leader)
        return {**super().get_context_data(**kwargs), "leader": self.leader, "why_not": why_not}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            confirm_particulars(self.leader, member_of(request), request.POST.get("seen", ""))
        except NotConfirmed as reason:
            messages.error(request, str(reason))
            return redirect("leaders:confirm", self.leader.pk)
        messages.success(request, _("Confirmed: the leader can be asked."))
        return redirect("leaders:index")


def _once(response: HttpResponseBase) -> HttpResponseBase:
    response["Cache-Control"] = "private, no-store"
    # Not "no-referrer": the forms of the page would come from `Origin: null`, and be refused.
    response["Referrer-Policy"] = "same-origin"
    return response


def _refused(request: HttpRequest, refusal: ReviewRefused) -> HttpResponse:
    messages.error(request, str(refusal))
    return _back(refusal.page_id)


def _list(page_id: int) -> str:
    return reverse("signoff:list", args=[page_id])


def _back(page_id: int) -> HttpResponse:
    return redirect(_list(page_id))
