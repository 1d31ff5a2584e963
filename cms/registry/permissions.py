"""Who may work in the registry. Rows of rights are given to the roles by migration; these functions read them."""

from typing import TYPE_CHECKING, Any

from wagtail.models import Page

if TYPE_CHECKING:
    from .models.base import Entry


def user_can_edit(user: Any, entry: "Entry | type[Entry]") -> bool:
    """Editors, approving editors, coordinators and administrators change the registry; others read it and choose from it."""
    return user.is_active and user.has_perm(f"{entry._meta.app_label}.change_{entry._meta.model_name}")


def user_can_open_page_under(user: Any, parent: Page) -> bool:
    """Whoever may add pages in a section may open the page of a session or a person there."""
    return parent.permissions_for_user(user).can_add_subpage()
