"""The newsletter's pages. Links in mails change nothing when they are only fetched: mail scanners fetch every link."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.publication.limits import within_limit
from cms.publication.rendering import framed

from .. import subscriptions
from ..digests.archive import archive_path
from ..forms import ChoiceForm, SubscribeForm

FORMS_AN_HOUR = 10
"""How often one network address may send the form in an hour: a family or an office, no machine."""

View = Callable[..., HttpResponseBase]


def _page(view: View) -> View:
    """A page of the newsletter: in the language that its reader has chosen, kept nowhere."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = translation.get_language()
        return response

    return page


@_page
def subscribe(request: HttpRequest) -> HttpResponse:
    """The form. Its answer is the same for every address."""
    if request.method != "POST":
        return _form(request, SubscribeForm())
    if not within_limit(request, "newsletter", times=FORMS_AN_HOUR, seconds=3600):
        sentence = _("Too many requests have come from your network. Please try again in an hour.")
        return _form(request, SubscribeForm(), status=429, sentence=sentence)
    form = SubscribeForm(request.POST)
    if not form.is_valid():
        return _form(request, form, status=422)
    if not form.is_trapped():
        subscriptions.subscribe(
            form.cleaned_data["email"], language=settings.LANGUAGE_CODE, wants=form.cleaned_data["wants"]
        )
    return redirect("newsletter_received")


@_page
def received(request: HttpRequest) -> HttpResponse:
    return framed(request, "reader/subscribe_received.html", {}, _("Newsletter"))


@_page
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button; the button begins the subscription."""
    title = _("Confirm the subscription")
    return _button(request, "reader/subscribe_confirm.html", title, lambda: subscriptions.confirm(token), over=410)


@csrf_exempt
@_page
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button; a POST to the same address, as mail programs send it (RFC 8058), ends the subscription too."""
    title = _("Unsubscribe")
    subscriber = subscriptions.subscribed_by(token)
    more = {"token": token, "choice": ChoiceForm(subscriber) if subscriber else None}
    return _button(
        request, "reader/subscribe_leave.html", title, lambda: subscriptions.leave(token), over=404, more=more
    )


@csrf_exempt
@_page
def choose(request: HttpRequest, token: str) -> HttpResponse:
    """Changes what a subscriber gets: the form stands beside the button to unsubscribe, whose link the mails have."""
    if request.method != "POST":
        return redirect("newsletter_leave", token)
    done = partial(subscriptions.choose, token, request.POST.get("wants", ""))
    return _button(request, "reader/subscribe_chosen.html", _("Newsletter"), done, over=404)


def _form(request: HttpRequest, form: SubscribeForm, *, status: int = 200, sentence: str = "") -> HttpResponse:
    context = {"form": form, "sentence": sentence, "archive": archive_path()}
    response = framed(request, "reader/subscribe.html", context, _("Newsletter"))
    response.status_code = status
    return response


def _button(
    request: HttpRequest,
    template: str,
    title: str,
    act: Callable[[], bool],
    *,
    over: int,
    more: dict[str, Any] | None = None,
) -> HttpResponse:
    """The page behind a secret link: with its button, or after it was pressed; ``over`` answers for a link that has no effect."""
    if request.method != "POST":
        response = framed(request, template, more or {}, title)
    elif act():
        response = framed(request, template, {"done": True}, title)
    else:
        response = framed(request, template, {"over": True}, title)
        response.status_code = over
    # The address is a secret: it goes to no other site and into no index. To our own it has to say where a form comes from: with
    # "no-referrer" a browser sends `Origin: null`, which is refused.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex"
    return response
