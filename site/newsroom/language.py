"""Which language an interface speaks: the newsroom's in the language of who works there, the public site's in its own."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse
from django.utils import translation


class StaffLocaleMiddleware(LocaleMiddleware):
    """Asks the browser for its language only where staff work. A public page is the same for every reader, and may be kept."""

    def process_request(self, request: HttpRequest) -> None:
        if self._is_for_staff(request):
            super().process_request(request)
        else:
            translation.activate(settings.LANGUAGE_CODE)
            request.LANGUAGE_CODE = settings.LANGUAGE_CODE

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        return super().process_response(request, response) if self._is_for_staff(request) else response

    def _is_for_staff(self, request: HttpRequest) -> bool:
        return request.path.startswith((reverse("wagtailadmin_home"), reverse("account_login").rsplit("login", 1)[0]))
