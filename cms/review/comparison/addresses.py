"""Where a comparison is found: ``…/so-sanh/12/?cu=b1&moi=r34``."""

from urllib.parse import urlencode

from django.urls import reverse

OLD, NEW, VIEW, WHOLE = "cu", "moi", "xem", "het"
SIDE_BY_SIDE = "song-song"


def comparison_url(page_id: int, **chosen: str | None) -> str:
    """The address of the page's comparison; what is not chosen is left to the screen."""
    query = urlencode({name: value for name, value in chosen.items() if value})
    address = reverse("review_comparison", args=[page_id])
    return f"{address}?{query}" if query else address
