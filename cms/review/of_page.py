"""The rooms of the review about one page: who may enter, how they are headed, the way to them and back."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.publication.pages import ReviewedPage

Reviewed = TypeVar("Reviewed", bound=ReviewedPage)


def page_for(user: Any, page_id: int, may: Callable[[Any, Reviewed], bool], kind: type[Reviewed]) -> Reviewed:
    """The page, for a user to whom ``may`` opens it; raises ``Http404`` where no page of that kind has that number, and
    ``PermissionDenied``."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, kind):
        raise Http404
    if not may(user, page):
        raise PermissionDenied
    return page


class OfPageMixin(WagtailAdminTemplateMixin):
    """A screen about one page, for a user to whom ``may`` opens it, headed by its title, with the way back to its editor."""

    may: ClassVar["staticmethod[[Any, Any], bool]"]
    kind: ClassVar[type[ReviewedPage]] = ReviewedPage
    page: ReviewedPage

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.page = page_for(request.user, kwargs["page_id"], self.may, self.kind)
        return super().dispatch(request, *args, **kwargs)

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


def button_to(
    url_name: str,
    label: str | Promise,
    icon: str,
    priority: int,
    may: Callable[[Any, Any], bool],
    kind: type[ReviewedPage] = ReviewedPage,
) -> Callable[..., Iterator[Button]]:
    """What ``register_page_header_buttons`` calls: the button from a page to its room, for a user to whom ``may`` opens it."""

    def buttons(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
        if page.pk and issubclass(page.specific_class or Page, kind) and may(user, page.specific):
            yield Button(label, reverse(url_name, args=[page.pk]), icon_name=icon, priority=priority)

    return buttons
