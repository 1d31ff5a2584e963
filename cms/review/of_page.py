"""A screen of the review about one page: headed by its title, with the way back to its editor."""

from typing import Any

from django.urls import reverse
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.publication.pages import ReviewedPage


class OfPageMixin(WagtailAdminTemplateMixin):
    """Whoever uses it sets ``page`` in ``dispatch``, once it is clear that the user may see it."""

    page: ReviewedPage

    def get_page_subtitle(self) -> str:
        return self.page.get_admin_display_title()

    @property
    def editor(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        title = self.get_page_subtitle()
        return [
            *self.breadcrumbs_items,
            {"url": self.editor, "label": title},
            {"url": "", "label": self.get_page_title(), "sublabel": title},
        ]
