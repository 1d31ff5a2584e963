"""The publications of a page for those who answer for them: read again as they were, and brought back."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.staff.signed_in import member_of
from cms.text.dates import full_moment
from cms.trail.record import record

from . import rendering, rollback
from .errors import GateError
from .forms import RollBackForm
from .models import Publication, Shelf
from .permissions import user_can_inspect, user_can_roll_back
from .queries import shelf_of


class PublicationsView(WagtailAdminTemplateMixin, TemplateView):
    """Every publication of a page, the newest first; also of a page that is withdrawn or deleted."""

    template_name = "admin/publication/publications.html"
    header_icon = "history"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not user_can_inspect(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def shelf(self) -> Shelf:
        shelf = shelf_of(self.kwargs["page_id"])
        if shelf is None:
            raise Http404
        return shelf

    def get_page_title(self) -> str:
        return _("Publications")

    def get_page_subtitle(self) -> str:
        return Publication.objects.filter(page_id=self.shelf.pk).latest("number").story.headline

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shelf = self.shelf
        publications = Publication.objects.filter(page_id=shelf.pk).select_related("approved_by").order_by("-number")
        page = Page.objects.filter(pk=shelf.pk).first()
        may = page is not None and user_can_roll_back(self.request.user, page)
        rows = [
            {
                "publication": each,
                "moment": full_moment(each.sealed_at),
                "standing": standing_of(each, shelf),
                "may_come_back": may and rollback.why_not(shelf.pk, shelf, each) is None,
            }
            for each in publications
        ]
        return super().get_context_data(rows=rows, shelf=shelf, page=page, **kwargs)


@require_GET
def publication_as_it_was(request: HttpRequest, page_id: int, number: int) -> HttpResponseBase:
    """The publication as readers saw it, under a ribbon that says what it is now. That it was read stands in the trail."""
    if not user_can_inspect(request.user):
        raise PermissionDenied
    publication = get_object_or_404(Publication, page_id=page_id, number=number)
    record(
        "publication.inspected",
        actor=member_of(request),
        subject=f"page:{page_id}",
        data={"publication": number, "seal": publication.seal},
    )
    standing = standing_of(publication, shelf_of(page_id))
    ribbon = _("For inspection: publication %(number)d, %(standing)s") % {"number": number, "standing": standing}
    return rendering.render_kept(request, publication, ribbon)


class RollBackView(WagtailAdminTemplateMixin, FormView):
    """Asks for the reason, and brings the earlier publication back."""

    form_class = RollBackForm
    template_name = "admin/publication/roll_back.html"
    header_icon = "history"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        self.publication = get_object_or_404(Publication, page_id=self.page.pk, number=kwargs["number"])
        if not user_can_roll_back(request.user, self.page):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Bring back publication %(number)d") % {"number": self.publication.number}

    def get_page_subtitle(self) -> str:
        return self.publication.story.headline

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        here = {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()}
        return [*super().get_breadcrumbs_items(), here]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            back=self._list(),
            moment=full_moment(self.publication.sealed_at),
            look=reverse("publication_as_it_was", args=[self.page.pk, self.publication.number]),
            **kwargs,
        )

    def form_valid(self, form: RollBackForm) -> HttpResponse:
        number = self.publication.number
        try:
            rollback.roll_back(self.page, number, user=member_of(self.request), **form.cleaned_data)
        except GateError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Publication %(number)d is what the public reads again.") % {"number": number})
        return redirect(self._list())

    def _list(self) -> str:
        return reverse("publications_of_page", args=[self.page.pk])


def standing_of(publication: Publication, shelf: Shelf | None) -> str:
    """Where the publication stands today, in a word or two."""
    if shelf is not None and shelf.scheduled_id == publication.pk:
        return _("waits for its hour")
    if shelf is None or shelf.current_id != publication.pk:
        return _("replaced")
    return _("public now") if shelf.is_public() else _("withdrawn")
