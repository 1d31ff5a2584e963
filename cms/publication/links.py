"""Addresses that never move: `/b/<page id>/` leads to wherever the page now stands, so a payload can hold it before the seal."""

from django.conf import settings
from django.urls import reverse


def short_path(page_id: int) -> str:
    """The path that redirects to the page's present address: ``/b/123/``."""
    return reverse("short_link", args=[page_id])


def short_url(page_id: int) -> str:
    """The same with scheme and host, for mails, feeds and platforms."""
    return settings.PUBLIC_BASE_URL + short_path(page_id)
