"""Both views parse, call one action and show what came of it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.publication.pages import ReviewedPage
from cms.registry.models import Session
from cms.staff.signed_in import member_of

from ..actions import import_document, import_report, start_from_session
from ..models import SectionPage
from ..notes import notes_for
from .forms import ImportDocumentForm, ImportForm, SectionForm


class DraftView(WagtailAdminTemplateMixin, FormView):
    """A form that leads to a new draft, for whoever has a section to put it in."""

    template_name = "wagtailadmin/generic/form.html"
    form_class: type[SectionForm] = SectionForm
    closed = gettext_lazy("There is no section where you may add an article.")
    submit_label = gettext_lazy("Make a draft")
    submit_label_active = gettext_lazy("Making the draft…")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.form_class(user=request.user).sections:
            raise PermissionDenied(self.closed)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "user": self.request.user}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context["action_url"] = self.request.path
        context["submit_button_label"] = self.submit_label
        context["submit_button_active_label"] = self.submit_label_active
        context["media"] = context["form"].media
        return context

    def opened(self, page: ReviewedPage, message: str) -> HttpResponse:
        """To the editor of the new draft."""
        messages.success(self.request, message)
        return redirect(reverse("wagtailadmin_pages:edit", args=[page.pk]))


def notes_of_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """The desk's notes about a page's latest draft, for whoever may edit it."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, ReviewedPage) or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return HttpResponse(notes_for(page.latest_draft(), request))


class ImportView(DraftView):
    form_class = ImportForm
    page_title = gettext_lazy("Import a report")
    header_icon = "upload"

    def form_valid(self, form: Any) -> HttpResponse:
        data = form.cleaned_data
        user = member_of(self.request)
        imported = import_report(form.report, section=data["section"], user=user, day=data["day"])
        for warning in imported.warnings:
            messages.warning(self.request, warning)
        return self.opened(imported.page, _("“%(title)s” is a draft now.") % {"title": imported.page.title})


class ImportDocumentView(DraftView):
    form_class = ImportDocumentForm
    page_title = gettext_lazy("Import a document")
    header_icon = "upload"
    closed = gettext_lazy("There is no section where you may add a document.")

    def form_valid(self, form: Any) -> HttpResponse:
        imported = import_document(form.text, section=form.cleaned_data["section"], user=member_of(self.request))
        for warning in imported.warnings:
            messages.warning(self.request, warning)
        return self.opened(imported.page, _("“%(title)s” is a draft now.") % {"title": imported.page.title})


class NewView(DraftView):
    """Asks for the section and opens the editor with nothing in it."""

    page_title = gettext_lazy("New article")
    header_icon = "edit"
    submit_label = gettext_lazy("Begin to write")
    submit_label_active = gettext_lazy("Opening…")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sections = self.get_form().sections
        # Where there is only one, nothing is asked.
        return self.begun_in(sections[0]) if len(sections) == 1 else super().get(request, *args, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        return self.begun_in(form.cleaned_data["section"])

    def begun_in(self, section: SectionPage) -> HttpResponse:
        return redirect("wagtailadmin_pages:add", "articles", "articlepage", section.pk)


class StartView(DraftView):
    page_title = gettext_lazy("New article")
    header_icon = "doc-empty-inverse"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.session = get_object_or_404(Session, pk=kwargs["session_id"])

    def get_page_subtitle(self) -> str:
        return str(self.session)

    def form_valid(self, form: Any) -> HttpResponse:
        user = member_of(self.request)
        page = start_from_session(self.session, form.cleaned_data["section"], user)
        return self.opened(page, _("The draft holds what the registry knows; fill in the slots in [[brackets]]."))
