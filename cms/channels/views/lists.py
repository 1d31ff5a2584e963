"""A list of subscribers: chosen, looked over line by line, taken in. Between the two the browser keeps it, the server nothing."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import ngettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin import messages

from cms.staff.signed_in import member_of

from ..errors import ChannelError
from ..forms import ListForm
from ..lists.actions import import_list, look_over
from .managers import ForManagersMixin

SHOWN = 100
"""Lines of each kind on the page."""


@method_decorator(never_cache, name="dispatch")
class ImportView(ForManagersMixin, TemplateView):
    template_name = "admin/channels/import.html"
    page_title = pgettext_lazy("newsletter", "Take in a list")
    header_icon = "upload"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "form": kwargs.get("form") or ListForm(), "shown": SHOWN}

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ListForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        text, given = form.cleaned_data["text"], form.given()
        try:
            if "take_in" in request.POST:
                count = len(import_list(text, given, member_of(request)).new)
                told = ngettext("%(count)d subscriber was added.", "%(count)d subscribers were added.", count)
                messages.success(request, told % {"count": count})
                return redirect("channel_subscribers:index")
            checked = look_over(text, given)
        except ChannelError as error:
            form.add_error(None, str(error))
            return self.render_to_response(self.get_context_data(form=form), status=422)
        return self.render_to_response(self.get_context_data(form=form, checked=checked, text=text))
