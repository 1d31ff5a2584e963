"""The trail in the admin: the list, one entry, the export."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.views.generic import BaseListingView
from wagtail.admin.widgets.button import Button

from cms.staff.models import User
from cms.text.dates import today
from cms.text.normal import one_line
from cms.text.numbers import number_in

from . import actions, export, reading
from .filters import TrailFilterSet
from .models import Entry
from .permissions import user_can_erase_words, user_can_read_trail
from .record import record

PER_LEAF = 50
BEFORE, AFTER = "truoc", "sau"


class TrailView(BaseListingView):
    """The newest first, a leaf at a time; leaves are found by number, so the oldest opens as fast as the newest."""

    page_title = gettext_lazy("Trail")
    header_icon = "history"
    template_name = "admin/trail/index.html"
    results_template_name = "admin/trail/results.html"
    index_url_name = "trail:index"
    index_results_url_name = "trail:results"
    filterset_class = TrailFilterSet
    is_searchable = True
    model = Entry
    object_list: Any

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        _check_reader(request)
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        return _chosen(self.request, self.filters)

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        raise NotImplementedError("The trail is turned by number.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        before, after = (number_in(self.request.GET.get(name, "")) for name in (BEFORE, AFTER))
        leaf = reading.leaf(self.object_list, PER_LEAF, before=before, after=after)
        self.object_list = leaf.entries
        context = super().get_context_data(**kwargs)
        return context | {
            "lines": reading.lines(leaf.entries),
            "newest": self._turned(),
            "newer": self._turned(**{AFTER: leaf.entries[0].number}) if leaf.newer and leaf.entries else "",
            "older": self._turned(**{BEFORE: leaf.entries[-1].number}) if leaf.older and leaf.entries else "",
        }

    def _turned(self, **turn: int) -> str:
        query = self.request.GET.copy()
        for name in (BEFORE, AFTER, "_w_filter_fragment"):
            query.pop(name, None)
        query.update({name: str(number) for name, number in turn.items()})
        return f"{self.index_url}?{query.urlencode()}"

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        query = self.request.GET.urlencode()
        labels = {"csv": _("Export as CSV"), "json": _("Export as JSON")}
        return [
            Button(label, url=f"{reverse('trail:export', args=[form])}?{query}", icon_name="download", priority=place)
            for place, (form, label) in enumerate(labels.items())
        ]


@require_safe
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """One entry with all that is chained, and what stands beside it."""
    _check_reader(request)
    row = get_object_or_404(Entry.objects.select_related("typed"), pk=number)
    (line,) = reading.lines([row])
    trail = {"url": reverse("trail:index"), "label": _("Trail")}
    name = pgettext("trail", "Entry %(number)d") % {"number": number}
    context = {
        "line": line,
        "may_erase": bool(row.words) and user_can_erase_words(request.user),
        "header_title": name,
        "header_icon": "history",
        "breadcrumbs_items": [trail, {"url": "", "label": name}],
    }
    return TemplateResponse(request, "admin/trail/entry.html", context)


@require_POST
def erase_words(request: HttpRequest, number: int) -> HttpResponse:
    """Erases what was typed with an act."""
    actions.erase_words(number, _check_reader(request))
    messages.success(request, _("The words are erased."))
    return redirect("trail:entry", number)


_FORMATS = {"csv": (export.as_csv, "text/csv; charset=utf-8"), "json": (export.as_json, "application/json")}


@never_cache
@require_safe
def exported(request: HttpRequest, form: str) -> StreamingHttpResponse:
    """The entries that are looked for, as a file. That they were taken out is an act of its own: by whom, how, up to which."""
    user = _check_reader(request)
    if form not in _FORMATS:
        raise Http404
    chosen = _chosen(request, TrailFilterSet(request.GET, request=request))
    asked = sorted(name for name, value in request.GET.items() if value and name != "_w_filter_fragment")
    told = record("trail.exported", actor=user, data={"format": form, "filters": asked})
    write, content_type = _FORMATS[form]
    lines = reading.every_line(chosen.filter(number__lt=told.number))
    headers = {"Content-Disposition": f'attachment; filename="nhat-ky-{today():%Y-%m-%d}.{form}"'}
    return StreamingHttpResponse(write(lines), content_type=content_type, headers=headers)


def _check_reader(request: HttpRequest) -> User:
    if not isinstance(request.user, User) or not user_can_read_trail(request.user):
        raise PermissionDenied
    return request.user


def _chosen(request: HttpRequest, filters: TrailFilterSet | None) -> Any:
    if filters is None or not filters.is_valid():
        # Who mistypes a filter is not handed everything.
        return Entry.objects.none()
    chosen = filters.filter_queryset(Entry.objects.all())
    text = one_line(request.GET.get("q", ""))
    return chosen.filter(reading.about(text)) if text else chosen
