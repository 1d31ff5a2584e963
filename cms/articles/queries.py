"""What the newsroom asks of its articles."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from wagtail.models import Locale, Page

from .models import SectionPage
from .permissions import user_can_add_article, user_can_add_document


def article_sections() -> list[SectionPage]:
    """The sections that list articles: those of the site's own language first, then in the order of the menu, then by place."""
    own = Locale.get_default().pk
    # Put in order here: the database would walk through all pages in the order of their paths.
    sections = SectionPage.objects.filter(lists=SectionPage.Lists.ARTICLES).order_by()

    def place(section: SectionPage) -> tuple[bool, bool, int, str]:
        return section.locale_id != own, section.menu_order == 0, section.menu_order, section.path

    return sorted(sections, key=place)


def sections_open_to(user: Any) -> list[SectionPage]:
    """The sections where the user may add an article."""
    return [section for section in article_sections() if user_can_add_article(user, section)]


def libraries_open_to(user: Any) -> list[SectionPage]:
    """The sections of documents where the user may add one."""
    sections = SectionPage.objects.filter(lists=SectionPage.Lists.DOCUMENTS).order_by("path")
    return [section for section in sections if user_can_add_document(user, section)]


def admin_url(page: Page) -> str:
    """The address of the editor for the page, with scheme and host."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('wagtailadmin_pages:edit', args=[page.pk])}"
