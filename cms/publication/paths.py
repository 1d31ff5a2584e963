"""Public addresses of pages, and how they follow a move."""

from django.db import transaction
from wagtail.models import Page, Site

from cms.trail.record import record
from cms.trail.source import acting_user

from .models import OldPath, Shelf
from .reserved import refuse_reserved
from .signals import moved


def public_path(page: Page) -> str:
    """The address of a page on the public site, from its place in the tree: ``/tin-tuc/phien-khai-mac/``."""
    for root in Site.get_site_root_paths():
        if page.url_path.startswith(root.root_path):
            return "/" + page.url_path[len(root.root_path) :].lstrip("/")
    return page.url_path


def path_below(parent: Page, slug: str) -> str:
    """The address that a page with this slug would have below ``parent``."""
    return f"{public_path(parent)}{slug}/"


def readdress(pages) -> None:
    """Brings the shelves of these pages (a queryset) in step with where the pages now stand, keeping the old addresses."""
    with transaction.atomic():
        for page in pages.select_related(None):
            shelf = Shelf.objects.filter(pk=page.pk).first()
            if shelf is None:
                continue
            path, section_id = public_path(page), section_of(page)
            if (shelf.path, shelf.section_id) == (path, section_id):
                continue
            old_path = shelf.path
            shelf.path, shelf.section_id = path, section_id
            shelf.save(update_fields=["path", "section_id"])
            if old_path != path:
                OldPath.objects.filter(path=path).delete()
                if shelf.current_id:
                    OldPath.objects.update_or_create(path=old_path, defaults={"shelf": shelf})
            data = {"old": old_path, "new": path}
            record("publication.moved", actor=acting_user(), subject=f"page:{page.pk}", data=data)
            moved.send(sender=Shelf, shelf=shelf, old_path=old_path)


def section_of(page: Page) -> int | None:
    """The id of the page above, which is the section of an article; None at the top."""
    parent = page.get_parent()
    return parent.pk if parent and not parent.is_root() else None


def follow_moves() -> None:
    """Makes every change of addresses in the tree reach the shelves inside its own transaction, and the log of a move too.

    Wagtail tells of moves after the transaction and goes round overrides of ``Page.move``; the one place that every move and
    every change of a slug passes is ``AbstractPage._update_descendant_url_paths``.
    """
    from wagtail.actions.move_page import MovePageAction
    from wagtail.models.pages import AbstractPage

    original = AbstractPage._update_descendant_url_paths

    def with_shelves(self: Page, old_url_path: str, new_url_path: str) -> None:
        original(self, old_url_path, new_url_path)
        refuse_reserved(public_path(self))
        readdress(Page.objects.filter(path__startswith=self.path))

    AbstractPage._update_descendant_url_paths = with_shelves
    MovePageAction._move_page = transaction.atomic(MovePageAction._move_page)
