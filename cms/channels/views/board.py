"""The channel board: every queue with its health; pause and resume; an account's credentials; a test post."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages

from cms.staff.signed_in import member_of

from .. import accounts
from ..board import health, summary
from ..errors import ChannelError
from ..forms import CredentialsForm
from ..models import Account
from ..outbox.lanes import Queue
from ..registry import platform
from ..words import box, label_of
from .managers import ForManagersMixin


class BoardView(ForManagersMixin, TemplateView):
    """Every queue and how it is doing."""

    template_name = "admin/channels/board.html"
    page_title = gettext_lazy("Channel board")
    header_icon = "globe"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now = timezone.now()
        found = health(now)
        rows = [{"health": each, "resting": each.lane and not each.lane.is_free(now)} for each in found]
        return {**super().get_context_data(**kwargs), "rows": rows, "summary": summary(found)}


@require_POST
def hold(request: HttpRequest, queue: str, act: str) -> HttpResponse:
    """Pauses a queue, or lets it go on."""
    steps = {"pause": accounts.pause, "resume": accounts.resume}
    try:
        found = Queue.parse(queue)
        step = steps[act]
    except (KeyError, ValueError):
        raise Http404 from None
    step(found, member_of(request))
    messages.success(request, _("Paused.") if act == "pause" else _("It goes on."))
    return redirect("channels_board")


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class CredentialsView(ForManagersMixin, FormView):
    """Takes an account's credentials, once the platform has accepted them."""

    template_name = "admin/channels/credentials.html"
    page_title = gettext_lazy("Credentials")
    header_icon = "key"
    account: Account

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.account = get_object_or_404(Account, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        told = _("%(channel)s: %(name)s")
        return told % {"channel": label_of(self.account.channel), "name": self.account.name}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        edit = reverse("channel_accounts:edit", args=[self.account.pk])
        return [
            *self.breadcrumbs_items,
            {"url": reverse("channel_accounts:index"), "label": _("Accounts")},
            {"url": edit, "label": self.account.name},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_form(self, form_class: Any = None) -> CredentialsForm:
        return CredentialsForm(platform(self.account.channel), self.request.POST or None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "account": self.account,
            "channel": label_of(self.account.channel),
            "platform": platform(self.account.channel),
        }

    def form_valid(self, form: CredentialsForm) -> HttpResponse:
        entered = form.entered()
        try:
            opened = platform(self.account.channel).check(self.account.address, entered)
        except ChannelError as error:
            form.add_error(None, str(error))
            return self.render_to_response(self.get_context_data(form=form), status=422)
        kept, user = opened.credentials or entered, member_of(self.request)
        ends = opened.expires_at or form.cleaned_data["expires_at"]
        accounts.keep_credentials(self.account, kept, user, expires_at=ends)
        told = _("“%(name)s” accepts them. They are kept encrypted.")
        if not self.account.active and not self.account.is_test:
            told = _("“%(name)s” accepts the credentials. Tick the box “%(box)s” and save, so that articles go there.")
        messages.success(self.request, told % {"name": opened.name, "box": box()})
        try:
            platform(self.account.channel).entered(self.account)
        except ChannelError as error:
            messages.warning(self.request, str(error))
        return redirect("channel_accounts:edit", self.account.pk)

    def form_invalid(self, form: CredentialsForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


@require_POST
def post_test(request: HttpRequest, pk: int) -> HttpResponse:
    """Queues a test post."""
    account = get_object_or_404(Account, pk=pk)
    try:
        delivery = accounts.post_test(account, member_of(request))
    except ChannelError as error:
        messages.error(request, str(error))
        return redirect("channels_board")
    messages.success(request, _("The test post is on its way."))
    return redirect("channel_ledger:inspect", delivery.pk)
