"""The dossier's place in the admin."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.publication.pages import ReviewedPage

from .permissions import user_can_read_dossier
from .views import DossierView


@hooks.register("register_admin_urls")
def dossier_urls() -> list[URLPattern]:
    return [path("ho-so/<int:page_id>/", DossierView.as_view(), name="review_dossier")]


@hooks.register("register_page_header_buttons")
def dossier_button(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if page.pk and issubclass(page.specific_class or Page, ReviewedPage) and user_can_read_dossier(user, page.specific):
        yield Button(_("Dossier"), reverse("review_dossier", args=[page.pk]), icon_name="doc-full", priority=46)
