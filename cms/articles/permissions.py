"""Who may write where."""

from typing import Any

from .models import ArticlePage, DocumentPage, SectionPage


def user_can_add_article(user: Any, section: SectionPage) -> bool:
    """Whoever may add pages below the section, if it is one that lists articles."""
    return ArticlePage.can_create_at(section) and section.permissions_for_user(user).can_add_subpage()


def user_can_add_document(user: Any, section: SectionPage) -> bool:
    """Whoever may add pages below the section, if it is one that lists documents."""
    return DocumentPage.can_create_at(section) and section.permissions_for_user(user).can_add_subpage()
