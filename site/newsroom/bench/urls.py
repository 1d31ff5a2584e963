"""The newsroom's addresses, and one whose answer costs nothing: what is left is the middleware."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from newsroom import urls

TRIVIAL = "/do-toc-do/"


def trivial(request: HttpRequest) -> HttpResponse:
    """The smallest answer there is."""
    return HttpResponse("ok")


urlpatterns = [path(TRIVIAL.removeprefix("/"), trivial), *urls.urlpatterns]
handler404 = urls.handler404
handler500 = urls.handler500
