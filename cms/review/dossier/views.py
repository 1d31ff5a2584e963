"""The dossier in the admin: one page that is printed for the file."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.publication.models import Publication
from cms.publication.pages import ReviewedPage
from cms.publication.queries import shelf_of
from cms.text.dates import full_moment
from cms.trail.permissions import user_can_read_trail
from cms.trail.subjects import named

from .life import steps_of
from .parts import parts_of
from .permissions import user_can_read_dossier


class DossierView(WagtailAdminTemplateMixin, TemplateView):
    """The whole life of a page, of one that was deleted too."""

    template_name = "admin/review/dossier/dossier.html"
    page_title = gettext_lazy("Dossier")
    header_icon = "doc-full"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page_id: int = kwargs["page_id"]
        page = Page.objects.filter(pk=self.page_id).first()
        specific = page.specific if page else None
        if page is not None and not isinstance(specific, ReviewedPage):
            raise Http404
        if not user_can_read_dossier(request.user, specific):
            raise PermissionDenied
        self.page: ReviewedPage | None = specific
        self.steps = list(steps_of(self.page_id))
        if page is None and not self.steps:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        subject = f"page:{self.page_id}"
        name = named([subject]).get(subject)
        return name.text if name else subject

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        title = self.get_page_subtitle()
        edit = [{"url": reverse("wagtailadmin_pages:edit", args=[self.page_id]), "label": title}] if self.page else []
        return [*self.breadcrumbs_items, *edit, {"url": "", "label": self.get_page_title(), "sublabel": title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        shelf = shelf_of(self.page_id)
        publications = Publication.objects.filter(page_id=self.page_id).select_related("approved_by").order_by("number")
        return super().get_context_data(**kwargs) | {
            "page_id": self.page_id,
            "page": self.page,
            "headline": self.get_page_subtitle(),
            "section": _section(self.page, shelf.section_id if shelf else None),
            "shelf": shelf,
            "publications": publications,
            "steps": self.steps,
            "parts": [
                {"heading": part.heading, "html": render_to_string(part.template, context, request=self.request)}
                for part, context in parts_of(self.page_id)
            ],
            "printed": full_moment(timezone.now()),
            "reads_trail": user_can_read_trail(self.request.user),
        }


def _section(page: ReviewedPage | None, section_id: int | None) -> str:
    """The section in which the page stands, or stood."""
    parent = page.get_parent() if page is not None else Page.objects.filter(pk=section_id or 0).first()
    return str(parent.get_admin_display_title()) if parent is not None and parent.depth > 1 else ""
