"""Where an article stands elsewhere, what a person has to do there, and a place that somebody registers by hand."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages

from cms.review.of_page import OfPageMixin
from cms.staff.signed_in import member_of

from .. import by_hand, follow_ups, put_right
from ..errors import ChannelError
from ..forms import DoneForm, LinkForm, PlaceForm
from ..models import FollowUp, Placement
from ..pasted import told_of
from ..permissions import check_manager, user_can_manage_channels, user_can_preview_posts
from ..places import places_of
from ..reach import Reach, at_accounts, in_crowds
from ..rules.waiting import of_page
from ..task_sheet import sheet_of
from ..words import place_label
from .managers import ForManagersMixin

MOST_OPEN, LATEST_DONE = 50, 20


class TasksView(ForManagersMixin, TemplateView):
    """What is to be done by hand, oldest first; below it what was done last."""

    template_name = "admin/channels/tasks.html"
    page_title = gettext_lazy("To be done by hand")
    header_icon = "edit"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tasks = FollowUp.objects.select_related("placement__publication", "publication", "done_by")
        done = tasks.exclude(state=FollowUp.State.OPEN).order_by("-done_at", "-pk")[:LATEST_DONE]
        waiting = tasks.filter(state=FollowUp.State.OPEN)
        return {
            **super().get_context_data(**kwargs),
            "open": [{**_shown(task), "sheet": sheet_of(task)} for task in waiting[:MOST_OPEN]],
            "more": max(waiting.count() - MOST_OPEN, 0),
            "done": [_shown(task) for task in done],
            "form": DoneForm(),
        }


def _shown(task: FollowUp) -> dict[str, Any]:
    return {
        "task": task,
        "place": task.placement,
        "where": place_label(task.placement),
        "headline": task.placement.publication.story.headline,
    }


@require_POST
def task_done(request: HttpRequest, pk: int) -> HttpResponse:
    task = get_object_or_404(FollowUp.objects.select_related("placement"), pk=pk)
    form = DoneForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
        return redirect("channels_tasks")
    try:
        follow_ups.done(task, member_of(request), **form.cleaned_data)
    except ChannelError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Written down."))
    return redirect("channels_tasks")


def _stands(place: Placement, reach: Reach | None) -> dict[str, Any]:
    """A place with what is left to do there; ``reach`` is the delivery to it that tells most."""
    tasks = [task for task in place.follow_ups.all() if task.state == FollowUp.State.OPEN]
    return {
        "place": place,
        "where": place_label(place),
        "open": tasks,
        "reach": reach if reach and reach.is_open else None,
        "may_be_put_right": put_right.may_be_put_right(place),
        "is_amiss": bool(tasks) or bool(reach and reach.is_amiss),
    }


class PlacesView(OfPageMixin, TemplateView):
    """Every place of one article, with state, link and proof; the accounts that it has not come to, or not with its newest version;
    those who are counted; and a form for a place by hand."""

    template_name = "admin/channels/places.html"
    page_title = gettext_lazy("Where it stands")
    header_icon = "globe"
    may = staticmethod(user_can_preview_posts)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = places_of(self.page.pk).prefetch_related("follow_ups")
        reached = at_accounts(self.page.pk, timezone.now())
        return {
            **super().get_context_data(**kwargs),
            "page": self.page,
            "headline": self.page.get_admin_display_title(),
            "places": [_stands(row, reached.pop((row.channel, row.recipient_id or 0), None)) for row in rows],
            "reached": list(reached.values()),
            "crowds": in_crowds(self.page.pk),
            "waits": of_page(self.page.pk, self.request.user),
            "form": kwargs.get("form") or PlaceForm(),
            "may_register": user_can_manage_channels(self.request.user),
            "may_see_ledger": user_can_manage_channels(self.request.user),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not user_can_manage_channels(request.user):
            raise PermissionDenied
        form = PlaceForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        try:
            by_hand.register(self.page, member_of(request), **form.cleaned_data)
        except ChannelError as error:
            form.add_error(None, str(error))
            return self.render_to_response(self.get_context_data(form=form), status=422)
        messages.success(request, _("Registered: what is corrected is a task by hand there from now on."))
        return redirect("channels_places", self.page.pk)


@require_POST
def change_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps another link of a place."""

    def change(place: Placement) -> None:
        form = LinkForm(request.POST)
        if not form.is_valid():
            raise ChannelError(form.errors["url"][0])
        kept = put_right.change_link(place, member_of(request), form.cleaned_data["url"])
        told = messages.warning if kept.recipient_id and not kept.remote_id else messages.success
        told(request, told_of(kept))

    return _put_right(request, pk, change)


@require_POST
def take_for_gone(request: HttpRequest, pk: int) -> HttpResponse:
    """Says of a place that the article stands there no more."""

    def take(place: Placement) -> None:
        put_right.take_for_gone(place, member_of(request), request.POST.get("reason", ""))
        messages.success(request, _("Written down: nothing is posted or to be done there any more."))

    return _put_right(request, pk, take)


def _put_right(request: HttpRequest, pk: int, do: Callable[[Placement], None]) -> HttpResponse:
    check_manager(request.user)
    place = get_object_or_404(Placement, pk=pk)
    try:
        do(place)
    except ChannelError as error:
        messages.error(request, str(error))
    return redirect("channels_places", place.page_id)
