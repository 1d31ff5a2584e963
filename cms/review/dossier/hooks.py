"""The dossier's place in the admin."""

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy
from wagtail import hooks

from ..of_page import button_to
from .permissions import user_can_read_dossier
from .views import DossierView


@hooks.register("register_admin_urls")
def dossier_urls() -> list[URLPattern]:
    return [path("ho-so/<int:page_id>/", DossierView.as_view(), name="review_dossier")]


hooks.register(
    "register_page_header_buttons",
    button_to("review_dossier", gettext_lazy("Dossier"), "doc-full", 46, user_can_read_dossier),
)
