"""The after-reviews in the admin: the list, one of them with what differs from what was approved before, the report of a month."""

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.publication.models import Publication
from cms.publication.permissions import user_can_inspect
from cms.publication.queries import approved_before, shelf_of
from cms.staff.signed_in import member_of
from cms.text.dates import full_moment, today
from cms.trail.record import record

from ..comparison.compare import compare
from ..comparison.shown import sections_of
from ..comparison.titles import titles_in
from ..errors import ReviewRefused
from . import actions
from .export import as_csv
from .forms import ClosingForm
from .models import AfterReview
from .permissions import user_can_close, user_can_report_emergencies, user_can_see_after_reviews
from .queries import after_reviews_in, month_before, next_month, open_after_reviews, seen_by, still_open_before

LATEST = 50
"""Closed ones that the list shows; the reports of the months have them all."""


class AfterReviewsView(WagtailAdminTemplateMixin, TemplateView):
    """What is open, the earliest due first; below it what was closed last."""

    template_name = "admin/review/emergency/index.html"
    page_title = pgettext_lazy("after-review", "After-review")
    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not user_can_see_after_reviews(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        closed = AfterReview.objects.exclude(closed_at=None).select_related("opened_by", "closed_by")
        user = self.request.user
        return {
            **super().get_context_data(**kwargs),
            "open": seen_by(user, open_after_reviews()),
            "closed": seen_by(user, closed).order_by("-closed_at", "-pk")[:LATEST],
            "month": f"{today():%Y-%m}" if user_can_report_emergencies(user) else "",
        }


class AfterReviewView(WagtailAdminTemplateMixin, FormView):
    """One of them: who did what and why, what differs from what was approved before, and the form that closes it."""

    form_class = ClosingForm
    template_name = "admin/review/emergency/detail.html"
    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not user_can_see_after_reviews(request.user):
            raise PermissionDenied
        if request.method == "POST" and not user_can_close(request.user, self.row):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def row(self) -> AfterReview:
        rows = AfterReview.objects.select_related("opened_by", "closed_by", "publication")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return pgettext("after-review", "After-review")

    def get_page_subtitle(self) -> str:
        return self.row.headline

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("review_after:index"), "label": self.get_page_title()},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "after_review": self.row}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        row = self.row
        return {
            **super().get_context_data(**kwargs),
            "row": row,
            "publication": row.publication,
            "shelf": shelf_of(row.page_id),
            "page_is_there": Page.objects.filter(pk=row.page_id).exists(),
            "opened": full_moment(row.opened_at),
            "due": full_moment(row.due_at),
            "closed": full_moment(row.closed_at) if row.closed_at else "",
            "may_close": row.is_open and user_can_close(self.request.user, row),
            "may_inspect": user_can_inspect(self.request.user),
            **self._compared(),
        }

    def _compared(self) -> dict[str, Any]:
        """What differs from the last publication before that was approved; nothing where there is none."""
        number = approved_before(self.row.page_id, self.row.publication.number)
        before = Publication.objects.filter(page_id=self.row.page_id, number=number).first()
        if before is None:
            return {"before": None}
        comparison = compare(before.story, self.row.publication.story)
        sections = sections_of(comparison, everything=False)
        return {
            "before": before,
            "comparison": comparison,
            "sections": sections,
            "count": sum(section.count for section in sections),
            "sides": ("both",),
            "everything": False,
            "titles": titles_in(before.story, self.row.publication.story),
        }

    def form_valid(self, form: ClosingForm) -> HttpResponse:
        try:
            actions.close(self.row, user=member_of(self.request), **form.cleaned_data)
        except ReviewRefused as refusal:
            messages.error(self.request, str(refusal))
            return self.render_to_response(self.get_context_data(form=form))
        messages.success(self.request, _("The after-review is closed."))
        return redirect("review_after:index")


class MonthView(WagtailAdminTemplateMixin, TemplateView):
    """The emergencies of a month, to be printed for the file."""

    template_name = "admin/review/emergency/month.html"
    header_icon = "warning"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not user_can_report_emergencies(request.user):
            raise PermissionDenied
        self.month = _month(kwargs["month"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return _("Emergencies in %(month)s") % {"month": f"{self.month:%m/%Y}"}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("review_after:index"), "label": pgettext("after-review", "After-review")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        after = next_month(self.month)
        return {
            **super().get_context_data(**kwargs),
            "rows": after_reviews_in(self.month),
            "earlier": still_open_before(self.month),
            "key": f"{self.month:%Y-%m}",
            "before_key": f"{month_before(self.month):%Y-%m}",
            "after_key": f"{after:%Y-%m}" if after <= today() else "",
            "month_name": f"{self.month:%m/%Y}",
            "printed": full_moment(timezone.now()),
        }


@never_cache
@require_safe
def month_as_csv(request: HttpRequest, month: str) -> StreamingHttpResponse:
    """The same as a file. That it was taken out is an act of its own."""
    if not user_can_report_emergencies(request.user):
        raise PermissionDenied
    first = _month(month)
    record("after_review.exported", actor=member_of(request), data={"month": f"{first:%Y-%m}"})
    headers = {"Content-Disposition": f'attachment; filename="khan-cap-{first:%Y-%m}.csv"'}
    return StreamingHttpResponse(
        as_csv(after_reviews_in(first)), content_type="text/csv; charset=utf-8", headers=headers
    )


def _month(text: str) -> dt.date:
    """The first day of the month ``2026-11``."""
    try:
        return dt.datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 - a month has no zone
    except ValueError as error:
        raise Http404 from error
