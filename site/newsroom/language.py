"""Which language an interface speaks: the newsroom's in the language of who works there, the public site's in its own, unless its
reader has chosen another one."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse
from django.utils import translation


class StaffLocaleMiddleware(LocaleMiddleware):
    """Asks the browser for its language only where staff work. A public page is the same for every reader of a language, and may be
    kept; which one that is says a cookie, which only the reader's own choice sets."""

    def process_request(self, request: HttpRequest) -> None:
        if self._is_for_staff(request):
            super().process_request(request)
        else:
            request.LANGUAGE_CODE = _chosen(request)
            translation.activate(request.LANGUAGE_CODE)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return super().process_response(request, response) if self._is_for_staff(request) else response

    def _is_for_staff(self, request: HttpRequest) -> bool:
        return request.path.startswith((reverse("wagtailadmin_home"), reverse("account_login").rsplit("login", 1)[0]))


def _chosen(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
