"""The cards by which a page will be shown where it is shared, before it is approved."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from cms.publication.pages import ReviewedPage
from cms.review.of_page import OfPageMixin, page_for
from media.cards.faces import SIZES, Form
from media.cards.making import sketch

from ..permissions import user_can_preview_cards


class CardsView(OfPageMixin, TemplateView):
    """The cards of the latest draft in all forms: drawn as those that readers get, of the very same story."""

    template_name = "admin/channels/cards.html"
    page_title = gettext_lazy("Cards for sharing")
    header_icon = "image"
    may = staticmethod(user_can_preview_cards)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        headline = self.page.latest_draft().story().headline
        return {**super().get_context_data(**kwargs), "page": self.page, "headline": headline, "forms": forms()}


def forms() -> list[tuple[Form, int, int]]:
    """The forms of cards with width and height, as the template shows them."""
    return [(form, width, height) for form, (width, height) in SIZES.items()]


@require_safe
def card(request: HttpRequest, page_id: int, shape: str) -> HttpResponse:
    """One of them, drawn now."""
    page = page_for(request.user, page_id, user_can_preview_cards, ReviewedPage)
    found = next((each for each in SIZES if each == shape), None)
    if found is None:
        raise Http404
    content = sketch(page.latest_draft().story(), found)
    return HttpResponse(content, content_type="image/jpeg", headers={"Cache-Control": "private, no-store"})
